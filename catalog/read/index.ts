export type { ProductFilter } from "./productFilter.ts";
export { countProducts, readProductPage } from "./productPage.ts";
export { fieldsByKey, newestProduct, type ProductKey, productsByKey } from "./productsByKey.ts";
export { registeredContexts } from "./registeredContexts.ts";
