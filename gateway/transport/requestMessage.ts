import type { SubgraphRequest } from "../types.ts";
import type { SubgraphAddress } from "./subgraphAddress.ts";

/** A request as it goes over the connection, in one write. */
export interface RequestMessage {
  readonly text: string;
  readonly encoding: "latin1" | "utf8";
}

/** Writes requests whose headers have been looked at. */
export type WriteRequest = (request: SubgraphRequest) => RequestMessage;

/** Writes the requests to one address. `endpoint` is the path of its GraphQL. */
export function requestWriter({ host }: SubgraphAddress, endpoint: string): WriteRequest {
  const headOf = (path: string): string =>
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\naccept: application/json\r\nx-request-id: `;
  const graphql = headOf(endpoint);
  const events = headOf("/events");
  return ({ path, authorization, requestId, traceparent, body }) => {
    const length = Buffer.byteLength(body);
    const head = path === undefined ? graphql : events;
    const token = authorization === "" ? "" : `authorization: ${authorization}\r\n`;
    const trace = traceparent === undefined ? "" : `traceparent: ${traceparent}\r\n`;
    return {
      text: `${head}${requestId}\r\n${token}${trace}content-length: ${length}\r\n\r\n${body}`,
      // Copying is cheaper than encoding where both give the same bytes.
      encoding: length === body.length ? "latin1" : "utf8",
    };
  };
}

/** Throws TypeError if a header of the request would end early, or be another one when it arrives. */
export function requireHeaders({ authorization, requestId, traceparent }: SubgraphRequest): void {
  requireHeader(authorization);
  requireHeader(requestId);
  if (traceparent !== undefined) requireHeader(traceparent);
}

function requireHeader(value: string): void {
  const isAscii = Buffer.byteLength(value) === value.length;
  if (!isAscii || value.includes("\n") || value.includes("\r") || value.includes("\0"))
    throw new TypeError("a header of a request to a subgraph holds what no header may");
}
