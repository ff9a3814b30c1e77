export { readCloudEvent, readJson } from "./cloudEvent.ts";
export { personal, protectedPaths, subject, type ProtectedPath, type Protection } from "./classify.ts";
export { event, events, type EventDeclaration, type RecordedEvent, type Upcast } from "./event.ts";
export { openEvent } from "./openEvent.ts";
export { frozen, openOnce, type OpenEvent } from "./openOnce.ts";
export { prepareEvent, type OfferedEvent } from "./prepareEvent.ts";
export { readableVersions, versionChain, versionOf } from "./versions.ts";
export {
  eachEvent,
  type EventProblem,
  type ReadSubmission,
  readSubmission,
  submissionOf,
} from "./readSubmission.ts";
