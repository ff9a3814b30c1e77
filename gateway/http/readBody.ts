import type { IncomingMessage } from "node:http";
import { isAscii, isUtf8 } from "node:buffer";
import { MIMEType } from "node:util";
import { MeshError } from "@datamesh/kernel";
import { bodyRule, firstViolation, jsonNesting, limitError, variableNestingRule } from "../limits/index.ts";
import type { LimitRule, Limits, Violation } from "../limits/index.ts";
import { andThen } from "../andThen.ts";
import type { HttpRequest } from "./httpRequest.ts";
import { PlainRequest } from "./plain/plainRequest.ts";
import type { Outcome } from "./refusal.ts";

/**
 * Reads the body of a request as the JSON value it holds. Refuses another type of content or an encoding (415),
 * more bytes than accepted (413, without holding them), and what is not JSON in UTF-8 (400).
 */
export function readJsonBody(
  request: HttpRequest,
  limits: Limits,
  parse: (text: string) => unknown = JSON.parse,
): Outcome<unknown> | Promise<Outcome<unknown>> {
  if (contentType(request) !== "application/json") {
    return refuse(415, "send application/json in UTF-8, without a content-encoding");
  }
  return andThen(receiveWithin(request, limits[bodyRule.limit]), (received) =>
    jsonOf(textOf(received, bodyRule, limits), limits, parse),
  );
}

function jsonOf(body: Outcome<string>, limits: Limits, parse: (text: string) => unknown): Outcome<unknown> {
  if (!body.ok) return body;
  const tooDeep = nestingViolation(body.found, limits);
  if (tooDeep) return { ok: false, refusal: { error: limitError(tooDeep) } };
  try {
    return { ok: true, found: parse(body.found) };
  } catch {
    return refuse(400, "the body is not JSON in UTF-8");
  }
}

/** Shorter bodies are parsed sooner than looked through. */
const LONG_CHARACTERS = 8_192;
/** The body itself, and its variables. */
const AROUND = 2;

/** Parsing what is nested as deeply as it is long takes long. */
function nestingViolation(text: string, limits: Limits): Violation | undefined {
  if (text.length < LONG_CHARACTERS) return undefined;
  const counted = "lists and objects inside one another in the variables or extensions";
  const rule = { ...variableNestingRule, counted, measure: (body: string) => jsonNesting(body) - AROUND };
  return firstViolation([rule], text, limits);
}

/** The type of a body in UTF-8 without a content-encoding, in lower case; undefined for any other. */
export function contentType({ headers }: Pick<HttpRequest, "headers">): string | undefined {
  if ((headers["content-encoding"] ?? "identity") !== "identity") return undefined;
  if (headers["content-type"] === "application/json") return "application/json";
  try {
    const { essence, params } = new MIMEType(headers["content-type"] ?? "");
    return /^utf-?8$/i.test(params.get("charset") ?? "utf-8") ? essence : undefined;
  } catch {
    return undefined;
  }
}

/** Reads a body as text. Refuses more bytes than the rule accepts (413, without holding them), and other than UTF-8 (400). */
export async function readTextBody(
  request: HttpRequest,
  rule: LimitRule<number>,
  limits: Limits,
): Promise<Outcome<string>> {
  return andThen(receiveWithin(request, limits[rule.limit]), (received) => textOf(received, rule, limits));
}

function textOf(body: Received, rule: LimitRule<number>, limits: Limits): Outcome<string> {
  if (body === undefined) return refuse(400, "the body ended early");
  if (typeof body === "number") return tooLarge(body, rule, limits);
  if (isAscii(body)) return { ok: true, found: body.toString("latin1") };
  if (!isUtf8(body)) return refuse(400, "the body is not JSON in UTF-8");
  const text = body.toString("utf8");
  return { ok: true, found: text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text };
}

const BYTE_ORDER_MARK = "\uFEFF";

/** The bytes; their number so far once there are too many; or undefined if the client went away. */
type Received = Buffer | number | undefined;

function receiveWithin(request: HttpRequest, most: number): Promise<Received> | Received {
  if (request instanceof PlainRequest) return request.length > most ? request.length : request.takeBody();
  const declared = Number(request.headers["content-length"] ?? 0);
  return declared > most ? declared : receive(request, most);
}

function receive(request: IncomingMessage, most: number): Promise<Received> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= most) chunks.push(chunk);
      else resolve(bytes);
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on("error", () => resolve(undefined));
    request.on("close", () => resolve(undefined));
  });
}

function tooLarge(bytes: number, rule: LimitRule<number>, limits: Limits): Outcome<never> {
  const violation = firstViolation([rule], bytes, limits);
  if (!violation) throw new TypeError(`${bytes} bytes are not too many`);
  return { ok: false, refusal: { status: 413, error: limitError(violation) } };
}

function refuse(status: number, message: string): Outcome<never> {
  return { ok: false, refusal: { status, error: new MeshError("BAD_USER_INPUT", message) } };
}
