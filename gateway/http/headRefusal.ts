import type { IncomingMessage } from "node:http";
import { MeshError } from "@datamesh/kernel";
import type { Refusal } from "./refusal.ts";

/** The one coding of a body that is understood; a blank behind it is no part of it. */
const CHUNKED = /^chunked[ \t]*$/i;
const CONTINUE = /^100-continue$/i;

/**
 * Why a request that Node has read is not served for its head alone, whatever its path: it is in another version of HTTP,
 * names no host, expects what is not done here (RFC 9110, 10.1.1), or its body may end elsewhere for whoever stands before
 * this gateway (RFC 9112, 6.1). After such an answer the connection is to be closed.
 */
export function headRefusal({ headers, httpVersion }: IncomingMessage): Refusal | undefined {
  const isOld = httpVersion === "1.0";
  if (!isOld && httpVersion !== "1.1") return refuse(505, "HTTP/1.1 is spoken here");
  const { host, expect = "100-continue", "transfer-encoding": coding } = headers;
  if (coding !== undefined && isOld) return refuse(400, "a body has no transfer-encoding in HTTP/1.0");
  if (coding !== undefined && !CHUNKED.test(coding))
    return refuse(501, "of transfer-encodings only chunked is understood, alone and once");
  if (isOld) return undefined;
  if (host === undefined) return refuse(400, "the request names no host: send the header host");
  return CONTINUE.test(expect) ? undefined : refuse(417, "nothing but 100-continue can be expected");
}

const refuse = (status: number, message: string): Refusal => ({
  status,
  error: new MeshError("BAD_USER_INPUT", message),
});
