import type { MigrationInterface } from "typeorm";
import { catalogTables } from "./catalogTables.ts";
import { documentTable } from "./documentTable.ts";
import { gapTable } from "./gapTable.ts";
import { hiddenProducts } from "./hiddenProducts.ts";
import { openBreaches } from "./openBreaches.ts";
import { recordTables } from "./recordTables.ts";
import { revocationTable } from "./revocationTable.ts";
import { slaTables } from "./slaTables.ts";
import type { StoreRoles } from "./storeRoles.ts";

export type { StoreRoles } from "./storeRoles.ts";

/**
 * The migrations of the catalog's tables, in order. None is edited once released; a change is a new one. TypeORM
 * orders them by the thirteen digits that end their names.
 */
export const catalogMigrations = (roles: StoreRoles): readonly (new () => MigrationInterface)[] => [
  catalogTables(roles),
  recordTables(roles),
  slaTables(roles),
  openBreaches(),
  documentTable(roles),
  hiddenProducts(),
  revocationTable(roles),
  gapTable(roles),
];
