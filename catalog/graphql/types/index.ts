export { DataProduct } from "./DataProduct.ts";
export { DataProductConnection, DataProductEdge } from "./DataProductConnection.ts";
export { ClassificationEnum } from "./enums.ts";
export { EventLog, EventTypeCount } from "./EventLog.ts";
export { PageInfo } from "./PageInfo.ts";
export { ProductField } from "./ProductField.ts";
