export { hasChanges } from "./changeTypes.ts";
export { contextTypeDefs } from "./contextTypeDefs.ts";
export { fieldType, isNullable } from "./fieldType.ts";
export { linkType } from "./productType.ts";
export { DATA_PRODUCT_STUB, FEDERATION_LINK, NODE, ORDER_DIRECTION, PAGE_INFO } from "./sharedTypes.ts";
