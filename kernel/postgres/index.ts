export {
  checkDatabase,
  type CheckedDatabase,
  type DutyOptions,
  type NeededDuty,
  requireDuties,
} from "./checks/index.ts";
export { contextNames, type ContextNames } from "./contextNames.ts";
export {
  type Database,
  openDatabase,
  type PoolOptions,
  type Queryable,
  type Statement,
  type TextRow,
} from "./database.ts";
export { failureReason } from "./failureReason.ts";
export { outboxStatement, type OutboxStatement } from "./log/outboxStatement.ts";
export { postgresEventLog } from "./log/postgresEventLog.ts";
export { startSequencer, type SequencerOptions } from "./log/startSequencer.ts";
export { storeFailure } from "./read/storeFailure.ts";
export { dutyUrl, type MeshDatabase } from "./migrate/meshDatabase.ts";
export { migrateMesh, type MigrateOptions } from "./migrate/migrateMesh.ts";
export type { NeighbouringContext } from "./products/grantFeeds.ts";
export { type KeptGenerations, keptGenerations, requireGeneration } from "./products/keptGenerations.ts";
export { generationNames, generationViews, productNames } from "./products/productNames.ts";
export { type ContextStanding, type ProjectingProcess, readStanding } from "./products/readStanding.ts";
export { type IsStored, readStoredFields } from "./products/readStoredFields.ts";
export type { InputPosition, Inputs } from "../projection/changeFeed.ts";
export { compareRevisions, parseRevision, type Revision, revisionText } from "../projection/revision.ts";
export { createProjection, type FindProvider } from "./projection/createProjection.ts";
export { raiseEpoch } from "./projection/raiseEpoch.ts";
export { projectBatch, type BatchOutcome, type Projection } from "./projection/projectBatch.ts";
export {
  type ContextProjector,
  type ContextProjectorOptions,
  startContextProjector,
} from "./projection/contextProjector.ts";
export type { LeaseState } from "./projection/lease.ts";
export {
  startProjector,
  type Projector,
  type ProjectorOptions,
  type ProjectorState,
} from "./projection/projector.ts";
export {
  type ChangedFold,
  changedFolds,
  type ChangedValue,
  type Comparison,
  type Difference,
  type DifferenceSample,
  type DiffOptions,
  diffProduct,
  type LeftRebuild,
  type OnProgress,
  type ProductDiff,
  type ReplayOptions,
  type ReplayProgress,
  type Rebuild,
  rebuildProduct,
  type Verification,
  verifyProduct,
} from "./replay/index.ts";
export { type Discard, discardQuarantined } from "./quarantine/discardQuarantined.ts";
export {
  type DiscardedEvent,
  type QuarantinedEvent,
  readDiscarded,
  readQuarantine,
} from "./quarantine/readQuarantine.ts";
export { type Retry, retryQuarantined } from "./quarantine/retryQuarantined.ts";
export { type ShownEvent, showQuarantined } from "./quarantine/showQuarantined.ts";
export { applyRetention } from "./retention/applyRetention.ts";
export { planRetention, type RetentionPlan } from "./retention/planRetention.ts";
export { DUTIES, roleName, type Duty } from "./roles/roleNames.ts";
export { type Standings, type StandingsWatcher, watchStandings } from "./standings/index.ts";
export { startWorkLoop, type Work, type WorkLoop } from "./workLoop.ts";
export { refuseUnreadable, unreadableEvents, type UnreadableEvents } from "./products/declareEvents.ts";
export { unknownEvents, type UnknownEvents } from "./products/unknownEvents.ts";
