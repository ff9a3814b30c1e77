import type { EventLog } from "@datamesh/kernel/log";
import type { Consumer } from "@datamesh/kernel/policy";
import { dutyUrl, type MeshDatabase, openDatabase, postgresEventLog } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { issueServiceToken, newServiceKey } from "@datamesh/kernel/servicetoken";
import type { GraphQLFormattedError } from "graphql";
import type { DataSource } from "typeorm";
import {
  type CatalogRegistry,
  type CatalogState,
  createCatalogRegistry,
  createCatalogSubgraph,
  describeContext,
  migrateCatalog,
  openCatalogStore,
  postgresMeshStatus,
  registerContext,
  type RegistrationOutcome,
  startCatalogProjector,
  stateReader,
} from "../index.ts";
import { NOW } from "./memoryCatalog.ts";
import { SAMPLE_SDL } from "./samples.ts";

/** An answer of the catalog's subgraph. */
interface CatalogAnswer {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A catalog on a migrated database, without a gateway. */
export interface TestCatalog {
  readonly log: EventLog;
  /** Connections of the roles that project and that read. */
  readonly store: DataSource;
  readonly readStore: DataSource;
  readonly sdl: string;
  readonly registry: CatalogRegistry;
  readonly projector: ReturnType<typeof startCatalogProjector>;
  readonly state: () => Promise<CatalogState>;
  /** Registers a context and waits until it is projected. */
  register(context: Context, sdl?: string): Promise<RegistrationOutcome>;
  /** Asks as the gateway does on behalf of a consumer without any role. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<CatalogAnswer>;
  /** Asks as the gateway does on behalf of this consumer. */
  askAs(consumer: Consumer, query: string): Promise<CatalogAnswer>;
  /** Asks with any bearer token, or none. */
  askWith(authorization: string, query: string): Promise<CatalogAnswer>;
  stop(): Promise<void>;
}

const CONSUMER: Consumer = { id: "somebody", roles: [], scopes: [] };

/** Makes one. The database holds the catalog's context and those to be registered (`migrateMesh`). */
export async function startTestCatalog(mesh: MeshDatabase): Promise<TestCatalog> {
  await migrateCatalog(mesh);
  const [append, project, read] = (["append", "project", "read"] as const).map((duty) =>
    openDatabase(dutyUrl(mesh, "catalog", duty)),
  );
  const log = postgresEventLog("catalog", { append: append!, read: project! });
  const store = await openCatalogStore(dutyUrl(mesh, "catalog", "project"));
  const readStore = await openCatalogStore(dutyUrl(mesh, "catalog", "read"));
  const state = stateReader({ log, store });
  const now = (): Date => NOW;
  const projector = startCatalogProjector({ log, store, pollMilliseconds: 60_000 });
  const registry = createCatalogRegistry({ store: readStore, log, state, projector, now });
  const serviceKey = newServiceKey();
  const status = postgresMeshStatus({ database: read! });
  const subgraph = await createCatalogSubgraph({ store: readStore, status, serviceKey, now });
  const send = async (authorization: string, body: string): Promise<CatalogAnswer> => {
    const answer = await subgraph.handle({ authorization, requestId: "a-request", body });
    return {
      status: answer.status,
      ...(JSON.parse(answer.body.toString()) as Omit<CatalogAnswer, "status">),
    };
  };
  const askAs = async (consumer: Consumer, message: object): Promise<CatalogAnswer> => {
    const body = JSON.stringify(message);
    const claims = { key: serviceKey, subgraph: subgraph.name, consumer, body, now: now() };
    return send(`Bearer ${issueServiceToken(claims)}`, body);
  };
  return {
    log,
    store,
    readStore,
    registry,
    projector,
    state,
    sdl: subgraph.sdl,
    register: async (context, sdl = SAMPLE_SDL) => {
      const outcome = await registerContext({ context: describeContext(context), sdl }, { log, state, now });
      await projector.catchUp();
      return outcome;
    },
    ask: (query, variables) => askAs(CONSUMER, { query, variables }),
    askAs: (consumer, query) => askAs(consumer, { query }),
    askWith: (authorization, query) => send(authorization, JSON.stringify({ query })),
    stop: async () => {
      await projector.stop();
      await subgraph.stop();
      await Promise.all([store.destroy(), readStore.destroy(), append!.end(), project!.end(), read!.end()]);
    },
  };
}
