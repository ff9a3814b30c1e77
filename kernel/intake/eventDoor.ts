import { MeshError, type ErrorCode } from "../errors.ts";
import {
  eachEvent,
  type EventProblem,
  type OfferedEvent,
  prepareEvent,
  readSubmission,
} from "../event/index.ts";
import { refusal } from "../graphql/subgraph/refusal.ts";
import { serviceDoor } from "../graphql/subgraph/serviceDoor.ts";
import type { SubgraphProblem } from "../graphql/subgraph/errorPlugin.ts";
import type { SubgraphRequest, SubgraphResponse } from "../graphql/subgraph/subgraphMessage.ts";
import type { EventLog, StreamAppend } from "../log/index.ts";
import type { Consumer } from "../policy/index.ts";
import { type Context, describe } from "../product/index.ts";
import { eventDoorOf, type ServiceKeys } from "../servicetoken/index.ts";
import { storeFailure } from "../postgres/read/storeFailure.ts";
import { decideSubmission } from "./decideSubmission.ts";
import { submissionTarget } from "./submissionTarget.ts";

/** What the door of a context's log needs. */
export interface EventDoorOptions {
  readonly context: Context;
  /** The log as the context's append role has it. */
  readonly log: Pick<EventLog, "append" | "appendTo">;
  /** What the gateway shares with this context and no other. */
  readonly serviceKey: ServiceKeys;
  readonly now: () => Date;
  /** Where failures go that a producer must not see. */
  readonly onProblem: (problem: SubgraphProblem) => void;
}

/** The door by which events come into a context's log, for the gateway and nobody else. */
export interface EventDoor {
  /**
   * Appends a JSON array of CloudEvents, all of them or none; never rejects. Answers 200 with
   * `{ log, events: [{ id, position, duplicate, stream? }] }` once they are durable, else `{ errors: [{ message, extensions }] }`:
   * 401 without a token for this door and this body, 400 and 403 with what is wrong by index and id, 409, 503.
   */
  handle(request: SubgraphRequest): Promise<SubgraphResponse>;
}

/** Opens it. Who may append is decided here again, with the declarations of this process. */
export function createEventDoor(options: EventDoorOptions): EventDoor {
  const { context, serviceKey, now, onProblem } = options;
  const products = context.products.map((product) => describe(context, product));
  const admit = serviceDoor({ name: eventDoorOf(context.name), serviceKey, now, log: onProblem });
  const take = async (body: string, consumer: Consumer): Promise<SubgraphResponse> => {
    const read = readSubmission(body);
    if (!read.ok) return refusedEvents(read.problems);
    const { refusals } = decideSubmission({ context: context.name, products, events: read.events, consumer });
    if (refusals.length > 0) return refused(refusals);
    return append(options, read.events);
  };
  return {
    async handle(request) {
      const { requestId } = request;
      try {
        const consumer = admit(request);
        if (consumer === undefined) return refusal("UNAUTHENTICATED");
        return await take(request.body, consumer);
      } catch (error) {
        const failure = meaningOf(context.name, error);
        if (failure.code !== "BAD_USER_INPUT") {
          onProblem({ subgraph: context.name, requestId, message: "events could not be appended", error });
        }
        return refused([failure]);
      }
    },
  };
}

async function append(
  { context, log }: EventDoorOptions,
  offered: readonly OfferedEvent[],
): Promise<SubgraphResponse> {
  const prepared = eachEvent(offered, (event) => prepareEvent(context.events, event));
  if (!prepared.ok) return refusedEvents(prepared.problems);
  const target = submissionTarget(offered);
  const outcome: StreamAppend =
    target === undefined
      ? { kind: "appended", events: await log.append(prepared.events) }
      : await log.appendTo(target, prepared.events);
  if (outcome.kind === "conflict") return refused([conflict(outcome)]);
  return { status: 200, body: JSON.stringify({ log: context.name, events: outcome.events }) };
}

function conflict({ stream, expected, actual }: Extract<StreamAppend, { kind: "conflict" }>): MeshError {
  const stands = actual === 0 ? "does not exist" : `stands at version ${actual}`;
  const wanted = expected === "none" ? "there should be none" : `version ${expected} was expected`;
  return new MeshError("CONFLICT", `the stream ${stands}, and ${wanted}: none of the events was appended`, {
    stream,
    expected,
    actual,
  });
}

/** More would help nobody, and an answer must not grow with what is wrong. */
const MOST_TOLD = 20;

function refusedEvents(problems: readonly EventProblem[]): SubgraphResponse {
  return refused(
    problems.map(
      ({ index, id, message }) =>
        new MeshError("BAD_USER_INPUT", `event ${index}: ${message}`, { index, id }),
    ),
  );
}

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = Object.freeze({
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  UNAVAILABLE: 503,
});

function refused(errors: readonly MeshError[]): SubgraphResponse {
  const [first] = errors;
  const shown = errors
    .slice(0, MOST_TOLD)
    .map(({ message, code, details }) => ({ message, extensions: { ...details, code } }));
  return { status: (first && STATUS[first.code]) ?? 500, body: JSON.stringify({ errors: shown }) };
}

/** What a failure means to a producer: what is not ours to tell is INTERNAL. */
function meaningOf(context: string, error: unknown): MeshError {
  const known = storeFailure(context, error);
  return known instanceof MeshError && known.code !== "INTERNAL"
    ? known
    : new MeshError("INTERNAL", "internal error");
}
