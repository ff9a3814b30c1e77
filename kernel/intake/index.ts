export {
  decideSubmission,
  type ProductWrite,
  type Submission,
  type SubmissionDecision,
} from "./decideSubmission.ts";
export { type EventDoor, type EventDoorOptions, createEventDoor } from "./eventDoor.ts";
