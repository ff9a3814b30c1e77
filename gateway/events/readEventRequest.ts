import type { HttpRequest } from "../http/httpRequest.ts";
import { MeshError } from "@datamesh/kernel";
import type { Outcome } from "../http/refusal.ts";
import { contentType, readTextBody } from "../http/readBody.ts";
import { EVENT_RULES, eventBytesRule, firstViolation, limitError } from "../limits/index.ts";
import type { Limits } from "../limits/index.ts";
import { binaryEvent, isBinaryMode } from "./binaryEvent.ts";

/** What a request offers: the text of a JSON array of CloudEvents, and what it holds. */
export interface EventBatch {
  /** The very text that came, so that nothing of a value is lost on the way to the log. */
  readonly text: string;
  readonly events: readonly unknown[];
}

/**
 * Reads the events of a request: one in structured mode, several in batched mode, one in binary mode with JSON (HTTP
 * protocol binding 1.0.2, 3). Refuses other content (415), too many bytes or events (413), events nested too deeply,
 * and what is no JSON (400). Whether they are CloudEvents is not looked at.
 */
export async function readEventRequest(request: HttpRequest, limits: Limits): Promise<Outcome<EventBatch>> {
  const type = contentType(request);
  const isBinary = isBinaryMode(type, request.headers);
  if (type !== STRUCTURED && type !== BATCHED && !isBinary) return UNSUPPORTED;
  const body = await readTextBody(request, eventBytesRule, limits);
  if (!body.ok) return body;
  try {
    const text = isBinary ? binaryEvent(request.headers, body.found) : body.found;
    const held = JSON.parse(text) as unknown;
    if (type !== BATCHED) return withinLimits({ text: `[${text}]`, events: [held] }, limits);
    if (!Array.isArray(held)) return refused("BAD_USER_INPUT", "a batch is a JSON array of CloudEvents");
    return withinLimits({ text, events: held as readonly unknown[] }, limits);
  } catch (error) {
    if (error instanceof MeshError) return { ok: false, refusal: { error } };
    return refused("BAD_USER_INPUT", "the body is not JSON in UTF-8");
  }
}

const STRUCTURED = "application/cloudevents+json";
const BATCHED = "application/cloudevents-batch+json";

const refused = (code: "BAD_USER_INPUT", message: string, status?: number): Outcome<never> => ({
  ok: false,
  refusal: { error: new MeshError(code, message), ...(status !== undefined && { status }) },
});

const UNSUPPORTED = refused(
  "BAD_USER_INPUT",
  `send ${STRUCTURED}, ${BATCHED}, or application/json with the attributes in ce- headers, in UTF-8 and without a content-encoding`,
  415,
);

function withinLimits(batch: EventBatch, limits: Limits): Outcome<EventBatch> {
  const violation = firstViolation(EVENT_RULES, batch.events, limits);
  if (violation === undefined) return { ok: true, found: batch };
  const status = violation.limit === "events" ? { status: 413 } : {};
  return { ok: false, refusal: { error: limitError(violation), ...status } };
}
