export type { ReplayRecord, UpstreamProof } from "./replayRecord.ts";
