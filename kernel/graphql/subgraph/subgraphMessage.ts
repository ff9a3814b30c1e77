/** One request of the gateway. `body` is the text of a GraphQL-over-HTTP request, or of events; the token is bound to it. */
export interface SubgraphRequest {
  /** `/graphql` unless given; `/events` is the door to the context's log, with a token of its own. */
  readonly path?: "/events";
  /** `Bearer TOKEN`, the gateway's service token. */
  readonly authorization: string;
  readonly requestId: string;
  readonly body: string;
}

/** The answer: an HTTP status, and the text of a GraphQL-over-HTTP response. */
export interface SubgraphResponse {
  readonly status: number;
  readonly body: string;
}
