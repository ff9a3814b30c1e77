export { Consumer } from "./Consumer.ts";
export {
  DataProductArguments,
  DataProductsArguments,
  LineageArguments,
  RecordArguments,
} from "./arguments.ts";
export { DataProduct } from "./DataProduct.ts";
export { DataProductConnection, DataProductEdge } from "./DataProductConnection.ts";
export { EventLog } from "./EventLog.ts";
export { FieldExample } from "./FieldExample.ts";
export { ObjectiveSeries, SlaSeriesArguments } from "./ObjectiveSeries.ts";
export { FieldAccess, ProductAccess } from "./ProductAccess.ts";
export { ChangesArguments, ProductChanges } from "./ProductChanges.ts";
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
