export { foldBatch, type FoldedBatch } from "./foldBatch.ts";
export { isEmpty, type Known, type Needs, nothingKnown } from "./known.ts";
export {
  inputOf,
  OWN_LOG,
  positionOf,
  type Quarantined,
  type RowVersion,
  type Step,
  type UpstreamChange,
} from "./step.ts";
