import type { HeardResponse } from "../plain/testing/talk.ts";

/** The head of a query, whose length is yet to be said. */
export const POST = "POST /graphql HTTP/1.1\r\nhost: mesh\r\ncontent-type: application/json\r\n";
export const MALFORMED = "this is no HTTP request: see RFC 9112";
export const LONG = "the head of the request is too long: send fewer or shorter headers";

/** A refusal as each has it: JSON of the right length, which ends the connection. */
export const refusal = (status: number, message: string): HeardResponse => ({
  status,
  headers: expect.objectContaining({
    connection: "close",
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  }) as HeardResponse["headers"],
  body: JSON.stringify({ errors: [{ message, extensions: { code: "BAD_USER_INPUT" } }] }),
});
