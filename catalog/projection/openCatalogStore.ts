import "reflect-metadata";
import type { EventEmitter } from "node:events";
import type { PoolOptions } from "@datamesh/kernel/postgres";
import { DataSource, type DataSourceOptions } from "typeorm";
import { CATALOG_STORE } from "./catalogStore.ts";
import { CATALOG_ENTITIES } from "./entities/index.ts";

/** How to connect. */
export interface StoreOptions extends Omit<PoolOptions, "name"> {
  readonly migrations?: DataSourceOptions["migrations"];
}

/**
 * Connects to the catalog's tables as the role of the URL (`dutyUrl(mesh, "catalog", "read")`). Rejects when the
 * database cannot be reached. The caller destroys it.
 */
export async function openCatalogStore(url: string, options: StoreOptions = {}): Promise<DataSource> {
  const store = new DataSource({
    type: "postgres",
    url,
    schema: CATALOG_STORE,
    applicationName: "datamesh catalog",
    entities: [...CATALOG_ENTITIES],
    migrations: options.migrations ?? [],
    migrationsTableName: "catalog_migrations",
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize: options.max ?? 4,
    connectTimeoutMS: options.waitMilliseconds ?? 10_000,
    // A connection may be cut before TypeORM listens to it, which would end the process.
    extra: { ...sessionOf(options), onConnect: survivesCuts },
    // An idle connection that breaks is replaced by the pool; without this TypeORM would write to the console.
    poolErrorHandler: () => undefined,
  });
  return store.initialize();
}

function survivesCuts(client: EventEmitter): void {
  client.on("error", () => undefined);
}

/** A server that hangs gets a second beyond the time in which it should have cancelled the statement itself. */
function sessionOf({ statementMilliseconds, pooled }: StoreOptions): object {
  const keepAlive = true;
  if (pooled === true) {
    return { keepAlive, ...(statementMilliseconds && { query_timeout: statementMilliseconds + 1_000 }) };
  }
  if (statementMilliseconds === undefined) return { keepAlive, options: "-c timezone=UTC" };
  const options = `-c timezone=UTC -c statement_timeout=${statementMilliseconds}`;
  return { keepAlive, options, query_timeout: statementMilliseconds + 1_000 };
}
