import { postgresEventLog } from "@datamesh/kernel/postgres";
import { productRef } from "@datamesh/kernel/product";
import type { ServiceKeys } from "@datamesh/kernel/servicetoken";
import type { Tracer } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import {
  type CatalogProjector,
  type CatalogRegistry,
  type Composes,
  createCatalogRegistry,
  createCatalogSubgraph,
  openCatalogStore,
  postgresMeshStatus,
  registerContext,
  type Registration,
  type RegistrationOutcome,
  startCatalogProjector,
  stateReader,
} from "../../catalog/index.ts";
import type { Connections } from "./connections.ts";
import type { StartedSubgraph } from "./startSubgraphs.ts";

/** The catalog context at work in this process. */
export interface RunningCatalog extends StartedSubgraph {
  readonly registry: CatalogRegistry;
  readonly projector: CatalogProjector;
  /** What it knows at the head of its log. */
  readonly state: ReturnType<typeof stateReader>;
  /**
   * Registers what a context declares and serves, if it `composes` with the others where that is given; a refusal is
   * logged and leaves what was registered before.
   */
  register(registration: Registration, composes?: Composes): Promise<RegistrationOutcome>;
  stop(): Promise<void>;
}

/** Starts the catalog: its projector and its subgraph, under this key. The database is migrated for it already. */
export async function startCatalog(
  connections: Connections,
  serviceKey: ServiceKeys,
  log: Logger,
  tracer: Tracer,
): Promise<RunningCatalog> {
  const [projected, read] = await Promise.all(
    (["project", "read"] as const).map((duty) =>
      openCatalogStore(connections.urlOf("catalog", duty), connections.limits(duty)),
    ),
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
  const subgraph = await createCatalogSubgraph({
    store: read,
    status: postgresMeshStatus({
      database: connections.as("catalog", "read"),
      onFailure: (context, err) => log.error({ context, err }, "a context's status cannot be read"),
    }),
    serviceKey,
    tracer,
    now,
    log: (problem) => log.error(problem, "a subgraph failed"),
  });
  return {
    subgraph,
    serviceKey,
    projector,
    registry: createCatalogRegistry({ store: read, log: events, state, projector, now }),
    state,
    register: (registration, composes) =>
      register(registration, { log: events, state, now, ...(composes && { composes }) }, log),
    stop: async () => {
      await projector.stop();
      await Promise.all([projected.destroy(), read.destroy()]);
    },
  };
}

async function register(
  registration: Registration,
  dependencies: Parameters<typeof registerContext>[1],
  log: Logger,
): Promise<RegistrationOutcome> {
  const { context } = registration;
  const products = context.products.map((each) => productRef(each.name, each.major));
  const outcome = await registerContext(registration, dependencies);
  if (!outcome.ok) {
    log.error({ context: context.name, problems: outcome.problems }, "a registration was refused");
    return outcome;
  }
  log.info(
    { context: context.name, products, appended: outcome.appended, warnings: outcome.warnings },
    "registered",
  );
  return outcome;
}
