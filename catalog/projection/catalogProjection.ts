import type { EventLog } from "@datamesh/kernel/log";
import type { DataSource } from "typeorm";

/** The catalog's log and the tables it is folded into. */
export interface CatalogProjection {
  readonly log: Pick<EventLog, "read" | "status">;
  /** A connection of the catalog's project role (`openCatalogStore`). */
  readonly store: DataSource;
}
