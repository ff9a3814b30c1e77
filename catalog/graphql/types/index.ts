export {
  DataProductArguments,
  DataProductsArguments,
  LineageArguments,
  RecordArguments,
} from "./arguments.ts";
export { DataProduct } from "./DataProduct.ts";
export { DataProductConnection, DataProductEdge } from "./DataProductConnection.ts";
export { EventLog } from "./EventLog.ts";
export { ProductField } from "./ProductField.ts";
export { ProductObjective, SlaArguments } from "./ProductObjective.ts";
export { FieldSource, FieldUse, type LineageNode, ProductLineage } from "./Lineage.ts";
export { ProductBreach } from "./ProductBreach.ts";
export { ProductFacet } from "./ProductFacet.ts";
export { ProductMatch } from "./ProductMatch.ts";
export { ProductCorrection, ProductRelease } from "./ProductRelease.ts";
export { ProductReplay } from "./ProductReplay.ts";
export { ProductVersion } from "./ProductVersion.ts";
export { ReplayContract } from "./ReplayContract.ts";
