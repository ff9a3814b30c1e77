import type { Consumer } from "@datamesh/kernel/policy";
import type { CallRecorder } from "../measure/index.ts";
import type { RequestContext, SubgraphRequest, SubgraphResponse, SubgraphTransport } from "../types.ts";
import type { CallSubgraph, SubgraphQuery, SubgraphResult } from "../engine/index.ts";
import { beginCall, type BegunCall } from "./begunCall.ts";
import { errorNotes } from "./errorNotes.ts";
import { type Speaker, subgraphErrors, unavailable } from "./subgraphErrors.ts";

/** Mints the gateway's token for one call: this consumer, this subgraph or the door to its log, exactly this body. */
export type IssueToken = (call: {
  readonly subgraph: string;
  readonly door?: "events";
  readonly consumer: Consumer;
  readonly body: string;
}) => string | Promise<string>;

/** How subgraphs are reached. */
export interface SubgraphReach {
  /** Undefined for a subgraph nobody knows how to reach. */
  readonly transportTo: (subgraph: string) => SubgraphTransport | undefined;
  /** Without one, subgraphs are asked without authorization. */
  readonly issueToken?: IssueToken;
  /** Whether a subgraph is a context of this mesh; all are, where there are tokens, unless given. */
  readonly isContext?: (subgraph: string) => boolean;
  /** After this many milliseconds a subgraph counts as not answering; when its transport says so unless given. */
  readonly deadlineMs?: number;
  /** Counts the calls. */
  readonly calls?: Pick<CallRecorder, "record">;
}

/**
 * Calls subgraphs for one request. A subgraph that cannot be reached in time, or answers other than with
 * status 200 and a GraphQL response, is UNAVAILABLE; the reason goes to the log of the request only.
 */
export function subgraphCaller(reach: SubgraphReach, context: RequestContext): CallSubgraph {
  let notes: ReturnType<typeof errorNotes> | undefined;
  const noteErrors = (subgraph: string, errors: unknown): void => {
    notes ??= errorNotes(context);
    notes(subgraph, errors);
  };
  return async (subgraph, query) => {
    const speaker = speakerOf(reach, subgraph);
    const call = beginCall(subgraph, context, reach.calls);
    try {
      const sent = send(reach, context, subgraph, query, call);
      const response = await (reach.deadlineMs === undefined ? sent : withDeadline(sent, reach.deadlineMs));
      const dataText = response.status === 200 ? query.passes?.(response.body) : undefined;
      if (dataText !== undefined) return call.ended({ data: null, dataText, errors: [] });
      return call.ended(readResponse(subgraph, response, noteErrors, speaker));
    } catch (cause) {
      context.note({ [`unavailable.${subgraph}`]: cause instanceof Error ? cause.message : String(cause) });
      return call.ended({ data: null, errors: [unavailable(subgraph, speaker)] });
    }
  };
}

const speakerOf = ({ issueToken, isContext }: SubgraphReach, subgraph: string): Speaker =>
  issueToken !== undefined && (isContext?.(subgraph) ?? true) ? "CONTEXT" : "ANYBODY";

function send(
  { transportTo, issueToken }: SubgraphReach,
  context: RequestContext,
  subgraph: string,
  query: SubgraphQuery,
  { traceparent }: Pick<BegunCall, "traceparent">,
): Promise<SubgraphResponse> {
  const transport = transportTo(subgraph);
  if (transport === undefined) throw new Error("no transport");
  if (issueToken === undefined) return transport(requestUnder("", context, query, traceparent));
  const token = issueToken({ subgraph, consumer: context.consumer, body: query.body });
  return typeof token === "string"
    ? transport(requestUnder(`Bearer ${token}`, context, query, traceparent))
    : token.then((issued) => transport(requestUnder(`Bearer ${issued}`, context, query, traceparent)));
}

function requestUnder(
  authorization: string,
  { requestId, signal }: RequestContext,
  { body, repeatable }: SubgraphQuery,
  traceparent: string | undefined,
): SubgraphRequest {
  const request =
    signal === undefined
      ? { authorization, requestId, body, repeatable }
      : { authorization, requestId, body, repeatable, signal };
  return traceparent === undefined ? request : { ...request, traceparent };
}

/** The answer, or a rejection when there is none after so many milliseconds, if any are given. */
export async function withDeadline<Answer>(
  answer: Promise<Answer>,
  deadlineMs: number | undefined,
): Promise<Answer> {
  if (deadlineMs === undefined) return answer;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function readResponse(
  subgraph: string,
  response: SubgraphResponse,
  noteErrors: (subgraph: string, errors: unknown) => void,
  speaker: Speaker,
): SubgraphResult {
  if (response.status !== 200) throw new Error(`status ${response.status}`);
  const parsed = parsedJson(response.body);
  if (!isResponse(parsed)) throw new Error("the body is no GraphQL response");
  const errors = subgraphErrors(subgraph, parsed.errors, speaker);
  if (errors.length > 0) noteErrors(subgraph, parsed.errors);
  const { extensions } = parsed;
  return { data: parsed.data ?? null, errors, ...(isRecord(extensions) && { extensions }) };
}

/** Undefined when it is no JSON. Whoever merges what is in it follows no key that all objects inherit. */
function parsedJson(body: string | Buffer): unknown {
  try {
    return JSON.parse(typeof body === "string" ? body : body.toString("utf8"));
  } catch {
    return undefined;
  }
}

interface GraphQLResponse {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** GraphQL over HTTP: an object with data, errors, or both. */
function isResponse(parsed: unknown): parsed is GraphQLResponse {
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return false;
  const { data, errors } = parsed as { data?: unknown; errors?: unknown };
  if (data === undefined || data === null) return Array.isArray(errors) && errors.length > 0;
  return typeof data === "object" && !Array.isArray(data);
}
