export { type ChangedFold, changedFolds } from "./changedFolds.ts";
export { diffProduct } from "./diffProduct.ts";
export type { DiffOptions, ProductDiff } from "./compareShadow.ts";
export type { ChangedValue, DifferenceSample } from "../compare/sampleDifferences.ts";
export type { Comparison } from "../compare/compareGenerations.ts";
export type { Difference } from "../compare/differencesOf.ts";
export { type Rebuild, rebuildProduct } from "./rebuildProduct.ts";
export type { LeftRebuild, OnProgress, ReplayOptions, ReplayProgress } from "./replayWork.ts";
export { type Verification, verifyProduct } from "./verifyProduct.ts";
