import type { ServerResponse } from "node:http";

/** Writes a body of unknown length as it comes, and ends the response; the head has been written. Must not throw. */
export type WriteBody = (response: ServerResponse) => void;

/** What a route answers; written by one place, so that no route can forget a header all replies carry. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Whole, in parts that follow one another, or written as it comes. */
  readonly body: string | Buffer | readonly (string | Buffer)[] | WriteBody;
  /** Whether the body is known to be text of ASCII alone: each of its characters is a byte. */
  readonly isAscii?: boolean | undefined;
}

/** A reply with a JSON body that nobody stores. */
export function jsonReply(status: number, body: unknown, headers: Reply["headers"] = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
    body: JSON.stringify(body),
  };
}
