import { MeshError } from "@datamesh/kernel";
import { type EventProblem, submissionOf } from "@datamesh/kernel/event";
import { decideSubmission } from "@datamesh/kernel/intake";
import type { Consumer } from "@datamesh/kernel/policy";
import { authenticateRequest } from "../http/authenticateRequest.ts";
import type { ANYONE, VerifyToken } from "../http/authenticateRequest.ts";
import { type Audit, recordAccesses } from "../http/auditedMesh.ts";
import { declarePurpose } from "../http/declarePurpose.ts";
import type { Exchange } from "../http/exchange.ts";
import { atItsRate, type Guards } from "../http/guards.ts";
import type { CurrentMesh } from "../http/meshGateway.ts";
import { jsonReply, type Reply } from "../http/reply.ts";
import { refusalReply, refusalsReply } from "../http/refusal.ts";
import { type Handler, pathOf } from "../http/router.ts";
import type { Limits } from "../limits/index.ts";
import type { EventCounter } from "../measure/index.ts";
import type { AppendAnswer } from "../types.ts";
import { readEventRequest } from "./readEventRequest.ts";
import { submissionAccesses } from "./submissionAccesses.ts";

/** What events pass through on their way to a context. */
export interface EventsRouteParts {
  readonly mesh: CurrentMesh;
  readonly verifyToken: VerifyToken | typeof ANYONE;
  readonly limits: Limits;
  /** How much each consumer may offer at a time. */
  readonly rates: Guards["rates"];
  readonly audit: Audit;
  readonly counter: EventCounter;
}

/** Requests that are read, decided or under way to a context at once; each may hold a whole body. */
const MOST_UNDER_WAY = 64;

/**
 * `POST /events/CONTEXT`: who offers events, for which purpose, are they CloudEvents, may this consumer append them, and
 * only then the context, which decides again. All of them are durable when the answer is 200, or none was appended.
 */
export function eventsRoute(parts: EventsRouteParts): Handler {
  let underWay = 0;
  return async (exchange) => {
    const authenticated = await authenticateRequest(exchange, parts.verifyToken);
    if (!authenticated.ok) return refusalReply(authenticated.refusal, exchange);
    const declared = declarePurpose(exchange, authenticated.found);
    if (!declared.ok) return refusalReply(declared.refusal, exchange);
    return atItsRate(parts.rates, declared.found, exchange, async () => {
      if (underWay >= MOST_UNDER_WAY) return tooMany(exchange);
      underWay += 1;
      try {
        return await takeEvents(parts, exchange, declared.found);
      } finally {
        underWay -= 1;
      }
    });
  };
}

function tooMany(exchange: Exchange): Reply {
  const error = new MeshError(
    "RATE_LIMITED",
    "too many requests with events are under way: try again in a moment",
  );
  return refusalReply({ error, headers: { "retry-after": "1" } }, exchange);
}

async function takeEvents(parts: EventsRouteParts, exchange: Exchange, consumer: Consumer): Promise<Reply> {
  const { mesh, limits, counter } = parts;
  const current = mesh.current();
  if (current === undefined) return refusalReply({ error: noMesh() }, exchange);
  const [, , context = ""] = pathOf(exchange).split("/");
  const products = current.productsOf(context);
  if (products === undefined) return refusalReply({ error: noContext() }, exchange);
  const batch = await readEventRequest(exchange.request, limits);
  if (!batch.ok) return refusalReply(batch.refusal, exchange);
  exchange.note({ context, events: batch.found.events.length });
  const refuse = (errors: readonly MeshError[]): Reply => {
    counter.add(context, "refused", batch.found.events.length);
    return refusalsReply(errors, exchange);
  };
  const read = submissionOf(batch.found.events);
  if (!read.ok) return refuse(read.problems.map(problemError));
  const decision = decideSubmission({ context, products, events: read.events, consumer });
  const request = { consumer, requestId: exchange.requestId, note: exchange.note };
  const accesses = submissionAccesses(context, read.events, decision.writes);
  await recordAccesses(accesses, parts.audit, request);
  if (decision.refusals.length > 0) return refuse(decision.refusals);
  if (read.events.length === 0) return jsonReply(200, { log: context, events: [] });
  const answer = await current.append(context, batch.found.text, request);
  if (answer.ok) return appended(answer, context, counter);
  if (answer.errors.some(({ code }) => code === "FORBIDDEN")) {
    const denied = accesses.map((each) => ({ ...each, decision: "deny" as const, because: REFUSED_THERE }));
    await recordAccesses(denied, parts.audit, request);
  }
  return refuse(answer.errors);
}

const REFUSED_THERE = "refused by the context that holds it";

function appended(
  answer: Extract<AppendAnswer, { ok: true }>,
  context: string,
  counter: EventCounter,
): Reply {
  const { log, events } = answer;
  const known = events.filter(({ duplicate }) => duplicate).length;
  counter.add(context, "appended", events.length - known);
  counter.add(context, "known", known);
  return jsonReply(200, { log, events });
}

const problemError = ({ index, id, message }: EventProblem): MeshError =>
  new MeshError("BAD_USER_INPUT", `event ${index}: ${message}`, { index, id });

const noMesh = (): MeshError => new MeshError("UNAVAILABLE", "no data products are served yet; try again");
const noContext = (): MeshError => new MeshError("NOT_FOUND", "there is no such context");
