import { CatalogFieldRow } from "./CatalogFieldRow.ts";
import { CatalogProductRow } from "./CatalogProductRow.ts";
import { CheckpointRow } from "./CheckpointRow.ts";
import { QuarantineRow } from "./QuarantineRow.ts";
import { RegisteredContextRow } from "./RegisteredContextRow.ts";
import { SupergraphRow } from "./SupergraphRow.ts";

export {
  CatalogFieldRow,
  CatalogProductRow,
  CheckpointRow,
  QuarantineRow,
  RegisteredContextRow,
  SupergraphRow,
};

/** All the catalog keeps besides its log, and derives from it. */
export const CATALOG_ENTITIES = Object.freeze([
  RegisteredContextRow,
  CatalogProductRow,
  CatalogFieldRow,
  SupergraphRow,
  CheckpointRow,
  QuarantineRow,
]);
