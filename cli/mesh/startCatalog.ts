import { dutyUrl, type MeshDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
import { type Context, productRef } from "@datamesh/kernel/product";
import type { Subgraph } from "@datamesh/kernel/graphql";
import { newServiceKey } from "@datamesh/kernel/servicetoken";
import type { Logger } from "pino";
import {
  type CatalogProjector,
  type CatalogRegistry,
  createCatalogRegistry,
  createCatalogSubgraph,
  migrateCatalog,
  openCatalogStore,
  postgresMeshStatus,
  registerContext,
  startCatalogProjector,
  stateReader,
} from "../../catalog/index.ts";
import type { Connections } from "./connections.ts";
import type { StartedSubgraph } from "./startSubgraphs.ts";

/** The catalog context at work in this process. */
export interface RunningCatalog extends StartedSubgraph {
  readonly registry: CatalogRegistry;
  readonly projector: CatalogProjector;
  /** Registers what a context declares and serves; a refusal is logged and leaves what was registered before. */
  register(context: Context, subgraph: Pick<Subgraph, "sdl">): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the catalog: its tables, projector and subgraph. The database is migrated for its log already. */
export async function startCatalog(
  mesh: MeshDatabase,
  connections: Connections,
  log: Logger,
): Promise<RunningCatalog> {
  await migrateCatalog(mesh);
  const [projected, read] = await Promise.all(
    (["project", "read"] as const).map((duty) => openCatalogStore(dutyUrl(mesh, "catalog", duty))),
  );
  if (projected === undefined || read === undefined) throw new TypeError("two stores were opened");
  const events = postgresEventLog("catalog", {
    append: connections.as("catalog", "append"),
    read: connections.as("catalog", "project"),
  });
  const now = (): Date => new Date();
  const projector = startCatalogProjector({
    log: events,
    store: projected,
    onState: (state, err) =>
      log[state.status === "RUNNING" ? "info" : "error"]({ ...state, err }, "catalog projector"),
  });
  const state = stateReader({ log: events, store: projected });
  const serviceKey = newServiceKey();
  const subgraph = await createCatalogSubgraph({
    store: read,
    status: postgresMeshStatus({
      database: connections.as("catalog", "read"),
      onFailure: (context, err) => log.error({ context, err }, "a context's status cannot be read"),
    }),
    serviceKey,
    now,
    log: (problem) => log.error(problem, "a subgraph failed"),
  });
  return {
    subgraph,
    serviceKey,
    projector,
    registry: createCatalogRegistry({ store: read, log: events, state, projector, now }),
    register: (context, { sdl }) => register(context, sdl, { log: events, state, now }, log),
    stop: async () => {
      await projector.stop();
      await Promise.all([projected.destroy(), read.destroy()]);
    },
  };
}

async function register(
  context: Context,
  sdl: string,
  dependencies: Parameters<typeof registerContext>[1],
  log: Logger,
): Promise<void> {
  const products = context.products.map((each) => productRef(each.name, each.major));
  const outcome = await registerContext({ context, sdl }, dependencies);
  if (!outcome.ok) {
    log.error({ context: context.name, problems: outcome.problems }, "a registration was refused");
    return;
  }
  log.info(
    { context: context.name, products, appended: outcome.appended, warnings: outcome.warnings },
    "registered",
  );
}
