export { FACETS, type ProductFacet, productFacets } from "./productFacets.ts";
export { composedSupergraph } from "./composedSupergraph.ts";
export { type TrustedDocument, trustedDocuments } from "./documents.ts";
export { hiddenProducts } from "./hiddenProducts.ts";
export { observedModels } from "./observedModels.ts";
export { openBreaches } from "./openBreaches.ts";
export { type ProductFilter, SLA_STANDINGS, type SlaStanding } from "./productFilter.ts";
export { type LineageProduct, readLineage } from "./productLineage.ts";
export { countProducts, readProductPage } from "./productPage.ts";
export {
  readBreaches,
  readCorrections,
  type ReadRecords,
  readReleases,
  readReplays,
  readVerifications,
} from "./productRecords.ts";
export { newestProduct, type ProductKey, productsByKey, versionsByName } from "./productsByKey.ts";
export { registeredContexts } from "./registeredContexts.ts";
export { registeredProducts } from "./registeredProducts.ts";
export { searchMatches } from "./searchMatches.ts";
export { withoutHidden } from "./withoutHidden.ts";
export { type RecordedRevocation, revocationsAt, watchRevocations } from "./revocations.ts";
export { watchDocuments, type WatchedDocuments } from "./watchDocuments.ts";
export type { WatchedList } from "./watchList.ts";
