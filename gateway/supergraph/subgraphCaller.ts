import type { Consumer } from "@datamesh/kernel/policy";
import type { CallRecorder } from "../measure/index.ts";
import type { RequestContext, SubgraphRequest, SubgraphResponse, SubgraphTransport } from "../types.ts";
import type { CallSubgraph, SubgraphQuery, SubgraphResult } from "../engine/index.ts";
import { beginCall } from "./begunCall.ts";
import { errorNotes } from "./errorNotes.ts";
import { readResponse } from "./readResponse.ts";
import { type Speaker, subgraphErrors, unavailable } from "./subgraphErrors.ts";
import { withDeadline } from "./withDeadline.ts";

/**
 * Mints the gateway's token for one call: this consumer, this subgraph or the door to its log, exactly this body. Empty for
 * a subgraph that shares no key with the gateway, which is asked without authorization.
 */
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
  const caller = new Caller(reach, context);
  return (subgraph, query) => caller.call(subgraph, query);
}

/** Every request has one, and each of its calls waits but once. */
class Caller {
  #notes: ReturnType<typeof errorNotes> | undefined;

  constructor(
    private readonly reach: SubgraphReach,
    private readonly context: RequestContext,
  ) {}

  call(subgraph: string, query: SubgraphQuery): Promise<SubgraphResult> {
    const { reach, context } = this;
    const begun = beginCall(subgraph, context, reach.calls);
    let sent: Promise<SubgraphResponse>;
    try {
      sent = send(reach, context, subgraph, query, begun.traceparent);
    } catch (cause) {
      return Promise.resolve(begun.ended(this.#failed(subgraph, cause)));
    }
    if (reach.deadlineMs !== undefined) sent = withDeadline(sent, reach.deadlineMs);
    return sent.then(
      (response) => begun.ended(this.#answered(subgraph, query, response)),
      (cause: unknown) => begun.ended(this.#failed(subgraph, cause)),
    );
  }

  #answered(subgraph: string, query: SubgraphQuery, response: SubgraphResponse): SubgraphResult {
    try {
      const dataText = response.status === 200 ? query.passes?.(response.body) : undefined;
      if (dataText !== undefined) return { data: null, dataText, errors: NO_ERRORS };
      const { data = null, errors, extensions } = readResponse(response);
      const told = subgraphErrors(subgraph, errors, speakerOf(this.reach, subgraph));
      if (told.length > 0) (this.#notes ??= errorNotes(this.context))(subgraph, errors);
      return isRecord(extensions) ? { data, errors: told, extensions } : { data, errors: told };
    } catch (cause) {
      return this.#failed(subgraph, cause);
    }
  }

  #failed(subgraph: string, cause: unknown): SubgraphResult {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.context.note({ [`unavailable.${subgraph}`]: reason });
    return { data: null, errors: [unavailable(subgraph, speakerOf(this.reach, subgraph))] };
  }
}

const NO_ERRORS: SubgraphResult["errors"] = Object.freeze([]);

const speakerOf = ({ issueToken, isContext }: SubgraphReach, subgraph: string): Speaker =>
  issueToken !== undefined && (isContext?.(subgraph) ?? true) ? "CONTEXT" : "ANYBODY";

function send(
  reach: SubgraphReach,
  context: RequestContext,
  subgraph: string,
  query: SubgraphQuery,
  traceparent: string | undefined,
): Promise<SubgraphResponse> {
  const transport = reach.transportTo(subgraph);
  if (transport === undefined) throw new Error("no transport");
  const token = reach.issueToken?.({ subgraph, consumer: context.consumer, body: query.body }) ?? "";
  return typeof token === "string"
    ? transport(requestUnder(token, context, query, traceparent))
    : token.then((issued) => transport(requestUnder(issued, context, query, traceparent)));
}

function requestUnder(
  token: string,
  { requestId, signal }: RequestContext,
  { body, repeatable }: SubgraphQuery,
  traceparent: string | undefined,
): SubgraphRequest {
  const authorization = token === "" ? "" : `Bearer ${token}`;
  const request =
    signal === undefined
      ? { authorization, requestId, body, repeatable }
      : { authorization, requestId, body, repeatable, signal };
  return traceparent === undefined ? request : { ...request, traceparent };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
