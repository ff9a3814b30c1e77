export { countProducts, PAGE_LIMITS, readProductPage, type ProductPage, type ProductPageRequest } from "./productPage.ts";
export type { ProductFilter } from "./productFilter.ts";
export { fieldsByKey, newestProduct, type ProductKey, productsByKey } from "./productsByKey.ts";
export { registeredContexts } from "./registeredContexts.ts";
