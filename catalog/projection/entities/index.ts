import { BreachRow } from "./BreachRow.ts";
import { CatalogFieldRow } from "./CatalogFieldRow.ts";
import { CatalogProductRow } from "./CatalogProductRow.ts";
import { CheckpointRow } from "./CheckpointRow.ts";
import { DocumentRow } from "./DocumentRow.ts";
import { QuarantineRow } from "./QuarantineRow.ts";
import { RegisteredContextRow } from "./RegisteredContextRow.ts";
import { ReleaseRow } from "./ReleaseRow.ts";
import { ReplayRow } from "./ReplayRow.ts";
import { RevocationRow } from "./RevocationRow.ts";
import { SupergraphRow } from "./SupergraphRow.ts";

export {
  BreachRow,
  CatalogFieldRow,
  CatalogProductRow,
  CheckpointRow,
  DocumentRow,
  QuarantineRow,
  RegisteredContextRow,
  ReleaseRow,
  ReplayRow,
  RevocationRow,
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
  ReleaseRow,
  ReplayRow,
  BreachRow,
  DocumentRow,
  RevocationRow,
]);
