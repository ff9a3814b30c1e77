export { FACETS, type ProductFacet, productFacets } from "./productFacets.ts";
export type { ProductFilter } from "./productFilter.ts";
export { readLineage } from "./productLineage.ts";
export { countProducts, readProductPage } from "./productPage.ts";
export {
  readBreaches,
  readCorrections,
  type ReadRecords,
  readReleases,
  readReplays,
  readVerifications,
} from "./productRecords.ts";
export {
  fieldsByKey,
  newestProduct,
  type ProductKey,
  productsByKey,
  versionsByName,
} from "./productsByKey.ts";
export { registeredContexts } from "./registeredContexts.ts";
export { registeredProducts } from "./registeredProducts.ts";
export { searchMatches } from "./searchMatches.ts";
