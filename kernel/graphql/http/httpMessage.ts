/** One request to a process of the mesh, its body read whole. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** UTF-8. */
  readonly body: string;
  /** Aborted when the caller goes away before it has its answer. */
  readonly signal?: AbortSignal;
}

/** What is answered. */
export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text, or the bytes of its UTF-8. */
  readonly body: string | Buffer;
  /** In place of the body: what is sent as it comes, each part once the one before has been taken. */
  readonly stream?: AsyncIterable<string>;
}

/**
 * Answers the requests to one path, by method. `*` answers whatever no other does, and what cannot be read: such a
 * request's body is empty.
 */
export type Route = Readonly<Record<string, (request: HttpRequest) => Promise<HttpReply> | HttpReply>>;

/** A header that comes once at most; empty when it does not come. */
export function headerOf({ headers }: HttpRequest, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

/** A reply with a JSON body that nobody stores. */
export function jsonAnswer(status: number, value: unknown, headers: HttpReply["headers"] = {}): HttpReply {
  return { status, headers: { "cache-control": "no-store", ...headers }, body: JSON.stringify(value) };
}
