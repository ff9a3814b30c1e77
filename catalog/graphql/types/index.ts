export { DataProductArguments, DataProductsArguments } from "./arguments.ts";
export { DataProduct } from "./DataProduct.ts";
export { DataProductConnection } from "./DataProductConnection.ts";
export { EventLog } from "./EventLog.ts";
export { ProductField } from "./ProductField.ts";
