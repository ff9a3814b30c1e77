export { type EventCounter, eventCounter, type EventTotal } from "./eventCounter.ts";
export { namedFailures } from "./blame.ts";
export {
  type Answered,
  productFinder,
  type ProductOf,
  type ProductRead,
  productReads,
} from "./productReads.ts";
export { LATENCY_BOUNDS, type ProductTotals } from "./productTotals.ts";
export {
  startTrafficRecorder,
  type TrafficRecorder,
  type TrafficRecorderOptions,
} from "./trafficRecorder.ts";
