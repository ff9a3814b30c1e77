export { type CallOutcome, callRecorder, type CallRecorder, type CallTotal } from "./callRecorder.ts";
export { type DoorCounts, doorCounts, type StreamTransport, type TokenServed } from "./doorCounts.ts";
export { type Durations } from "./durations.ts";
export { type EventCounter, eventCounter, type EventTotal } from "./eventCounter.ts";
export type { KindCounts } from "./kindCounts.ts";
export { namedFailures } from "./namedFailures.ts";
export {
  type Answered,
  productFinder,
  type ProductOf,
  type ProductRead,
  productReads,
} from "./productReads.ts";
export { LATENCY_BOUNDS, type ProductTotals } from "./productTotals.ts";
export {
  type FailureTotal,
  requestRecorder,
  type RequestRecorder,
  type RequestTotal,
} from "./requestRecorder.ts";
export {
  startTrafficRecorder,
  type TrafficRecorder,
  type TrafficRecorderOptions,
} from "./trafficRecorder.ts";
export type { WriteTally } from "./writeTally.ts";
