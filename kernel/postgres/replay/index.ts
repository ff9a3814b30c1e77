export { type ChangedFold, changedFolds } from "./changedFolds.ts";
export { type DiffOptions, diffProduct, type ProductDiff } from "./diffProduct.ts";
export type { ChangedValue, DifferenceSample } from "./sampleDifferences.ts";
export type { Comparison, Difference } from "./compareGenerations.ts";
export { type Rebuild, rebuildProduct } from "./rebuildProduct.ts";
export type { LeftRebuild, OnProgress, ReplayOptions, ReplayProgress } from "./replayWork.ts";
export { type Verification, verifyProduct } from "./verifyProduct.ts";
