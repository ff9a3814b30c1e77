export {
  type CatalogRecord,
  type DocumentChange,
  type Release,
  type TokensRevokedRecord,
  VERSION_BUMPS,
  type VersionBump,
} from "./catalogRecord.ts";
export {
  EMPTY_CATALOG,
  PRODUCT_STATUSES,
  type CatalogState,
  type ComposedSupergraph,
  type Compositions,
  type ContextRecord,
  type ProductRecord,
  type ProductStatus,
  type RegisteredSubgraph,
} from "./catalogState.ts";
export { fieldTypeText } from "./fieldTypeText.ts";
export { foldEvents, type RefusedEvent } from "./foldEvents.ts";
export { ownershipProblems } from "./ownershipProblems.ts";
export { policyPart, withPolicy } from "./policyPart.ts";
