import "reflect-metadata";
import { DataSource, type DataSourceOptions } from "typeorm";
import { CATALOG_STORE } from "./catalogStore.ts";
import { CATALOG_ENTITIES } from "./entities/index.ts";

/** How to connect. */
export interface StoreOptions {
  /** Connections at most; default 4. */
  readonly max?: number;
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
    connectTimeoutMS: 10_000,
    extra: { options: "-c timezone=UTC" },
    // An idle connection that breaks is replaced by the pool; without this TypeORM would write to the console.
    poolErrorHandler: () => undefined,
  });
  return store.initialize();
}
