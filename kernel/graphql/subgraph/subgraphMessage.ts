/** One request of the gateway. `body` is the text of a GraphQL-over-HTTP request, or of events; the token is bound to it. */
export interface SubgraphRequest {
  /** `/graphql` unless given; `/events` is the door to the context's log, with a token of its own. */
  readonly path?: "/events";
  /** `Bearer TOKEN`, the gateway's service token; empty from a gateway that has none to give. */
  readonly authorization: string;
  readonly requestId: string;
  readonly body: string;
  /** Aborted when nobody waits for the answer any more: the client went away, or the deadline passed. */
  readonly signal?: AbortSignal;
  /** Whether it only reads, so that it may be asked again; not unless given. */
  readonly repeatable?: boolean;
  /** Names the span on whose behalf it is asked (W3C Trace Context); it is worth nothing before the token is verified. */
  readonly traceparent?: string;
}

/** The answer: an HTTP status, and a GraphQL-over-HTTP response, as text or as the bytes of its UTF-8. */
export interface SubgraphResponse {
  readonly status: number;
  readonly body: string | Buffer;
}
