import type { IncomingHttpHeaders } from "node:http";
import { MeshError } from "@datamesh/kernel";

const PREFIX = "ce-";

/** Whether a request with this type of content is an event in binary mode: JSON, with its attributes in headers. */
export const isBinaryMode = (type: string | undefined, headers: IncomingHttpHeaders): boolean =>
  type !== undefined &&
  /^application\/(json|[\w.-]+\+json)$/.test(type) &&
  !type.startsWith("application/cloudevents") &&
  `${PREFIX}id` in headers;

/**
 * The text of an event in binary mode as one in structured mode (HTTP protocol binding 1.0.2, 3.1). The body, which is
 * the payload, stays as it came. Throws SyntaxError when it is no JSON, MeshError BAD_USER_INPUT on a header that
 * cannot be decoded or holds what the body does.
 */
export function binaryEvent(headers: IncomingHttpHeaders, body: string): string {
  // Else a body could end the payload and begin attributes of its own.
  JSON.parse(body);
  const attributes = Object.entries(headers)
    .filter(([name]) => name.startsWith(PREFIX))
    .map(([name, value]) => [name.slice(PREFIX.length), decoded(name, String(value))] as const);
  if (attributes.some(([name]) => OF_THE_BODY.has(name))) {
    throw new MeshError(
      "BAD_USER_INPUT",
      "not a CloudEvent: in binary mode the body is the data, and content-type its type",
    );
  }
  const all = Object.fromEntries([...attributes, ["datacontenttype", headers["content-type"]] as const]);
  return `${JSON.stringify(all).slice(0, -1)},"data":${body}}`;
}

const OF_THE_BODY = new Set(["data", "data_base64", "datacontenttype"]);

/** A header's value: quotes around it and escapes within are undone, then percent-encoding (3.1.3.2). */
function decoded(name: string, value: string): string {
  const text = /^".*"$/s.test(value) ? value.slice(1, -1).replaceAll(/\\(.)/gs, "$1") : value;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new MeshError("BAD_USER_INPUT", `not a CloudEvent: header ${name} is not percent-encoded UTF-8`);
  }
}
