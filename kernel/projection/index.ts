export { type ChangedRows, ROW_HASH_DIGITS, rowHash } from "./changedRows.ts";
export { foldBatch, type FoldedBatch, foldStep, quarantine } from "./foldBatch.ts";
export { MemoryState } from "./memoryState.ts";
export { isEmpty, type Known, type Needs, nothingKnown } from "./known.ts";
export { compareRevisions, parseRevision, type Revision, revisionText } from "./revision.ts";
export type { Standing } from "./standing.ts";
export {
  inputOf,
  OWN_LOG,
  positionOf,
  type Quarantined,
  type RowVersion,
  type Step,
  type UpstreamChange,
} from "./step.ts";
