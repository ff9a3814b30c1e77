export {
  type Access,
  accessesAsOf,
  accessFinder,
  type AskedAndAnswered,
  type FindAccesses,
} from "./accesses.ts";
export { tellsByVariables } from "./toldParts.ts";
export type { AccessEntry, AccessLog, AccessRequest, ProductAccess } from "./accessLog.ts";
export type { ChainedEntry } from "./entryChain.ts";
export { type FileAccessLog, openFileAccessLog } from "./fileAccessLog.ts";
export type { Damage } from "./chainCheck.ts";
export { readAccessLog, type ReadLine } from "./readAccessLog.ts";
export { type PartsTold, type ToldPart, toldParts } from "./toldParts.ts";
