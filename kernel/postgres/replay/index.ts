export { type ChangedFold, changedFolds } from "./changedFolds.ts";
export type { Comparison, Difference } from "./compareGenerations.ts";
export { type Rebuild, rebuildProduct } from "./rebuildProduct.ts";
export type { OnProgress } from "./replayCuts.ts";
export { type Verification, verifyProduct } from "./verifyProduct.ts";
