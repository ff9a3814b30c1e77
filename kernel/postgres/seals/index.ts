export { sealBatch, type SealOutcome, type Sealing } from "./sealBatch.ts";
export { type Sealer, type SealerOptions, type SealerState, startSealer } from "./sealer.ts";
export { readSealedLog, type SealedLog } from "./sealRecord.ts";
export {
  type ChangedEvent,
  type LogToVerify,
  type LogVerdict,
  type Tampering,
  verifyLog,
} from "./verifyLog.ts";
