import type { IncomingHttpHeaders } from "node:http";
import { MeshError } from "@datamesh/kernel";
import { readCut } from "@datamesh/kernel/cut";
import type { AsOf, Reading } from "./reading.ts";

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const CONTEXT = /^[a-z][a-z0-9-]{0,62}$/;
/** Longer than any cut of an operation that the gateway accepts. */
const MOST_CHARACTERS = 16_384;
const MOST_LOGS = 100;
/** `cost` is read by gateway/limits, `explain` by gateway/explain. */
const MEMBERS = ["asOf", "atLeast", "cut", "cost", "explain"];

/**
 * Reads which state an operation asks for: from `extensions.datamesh {asOf, atLeast, cut}` of its body, or from the
 * headers `X-DataMesh-As-Of` and `X-DataMesh-At-Least` (`customers=247, lending=12`); undefined when it asks for none.
 * Throws BAD_USER_INPUT, saying where, on what cannot be used: other members, other forms, the same from both places,
 * `asOf` and `atLeast` together.
 */
export function readReading(extensions: unknown, headers: IncomingHttpHeaders): Reading | undefined {
  const given = membersOf(extensions);
  const asOf = oneOf("asOf", given["asOf"], "X-DataMesh-As-Of", headers["x-datamesh-as-of"], readAsOf);
  const atLeast = oneOf(
    "atLeast",
    given["atLeast"],
    "X-DataMesh-At-Least",
    headers["x-datamesh-at-least"],
    readAtLeast,
  );
  const cut = given["cut"] ?? false;
  if (typeof cut !== "boolean") throw bad("extensions.datamesh.cut must be true or false");
  if (asOf !== undefined && atLeast !== undefined) {
    throw bad("ask for asOf or for atLeast: what is past does not become any later");
  }
  if (asOf === undefined && atLeast === undefined && !cut) return undefined;
  return { ...(asOf && { asOf }), ...(atLeast && { atLeast }), cut };
}

function membersOf(extensions: unknown): Readonly<Record<string, unknown>> {
  const given = isRecord(extensions) ? (extensions["datamesh"] ?? {}) : {};
  if (!isRecord(given)) throw bad("extensions.datamesh must be an object");
  const unknown = Object.keys(given).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) {
    throw bad(
      `extensions.datamesh has no member ${JSON.stringify(unknown.slice(0, 50))}; it knows ${MEMBERS.join(", ")}`,
    );
  }
  return given;
}

function oneOf<T>(
  member: string,
  extension: unknown,
  header: string,
  sent: string | readonly string[] | undefined,
  read: (value: unknown, where: string) => T,
): T | undefined {
  const given = extension ?? undefined;
  if (given !== undefined && sent !== undefined) {
    throw bad(`${member} is given twice: in extensions.datamesh.${member} and in header ${header}`);
  }
  if (given !== undefined) return read(given, `extensions.datamesh.${member}`);
  return sent === undefined ? undefined : read(sent, `header ${header}`);
}

function readAsOf(value: unknown, where: string): AsOf {
  if (typeof value !== "string" || value.length > MOST_CHARACTERS) {
    throw bad(`${where} must be a text: a time, or a cut that an earlier answer told`);
  }
  if (TIME.test(value)) {
    const time = new Date(value);
    if (!Number.isNaN(time.getTime())) return { kind: "time", time: time.toISOString() };
  }
  const cut = readCut(value);
  if (cut !== undefined) return { kind: "cut", cut };
  throw bad(
    `${where} is neither a time (2026-11-23T12:00:00.000Z, at most milliseconds, with Z or an offset) nor a cut as an answer told it`,
  );
}

function readAtLeast(value: unknown, where: string): Reading["atLeast"] {
  const pairs =
    typeof value === "string" ? pairsOf(value, where) : isRecord(value) ? Object.entries(value) : [];
  if (pairs.length === 0) throw bad(`${where} must name positions of logs by context: { "customers": 247 }`);
  if (pairs.length > MOST_LOGS) throw bad(`${where} names more than ${MOST_LOGS} logs`);
  for (const [context, position] of pairs) {
    if (!CONTEXT.test(context)) throw bad(`${where}: ${JSON.stringify(context.slice(0, 63))} is no context`);
    if (!Number.isSafeInteger(position) || (position as number) < 0) {
      throw bad(`${where}.${context} is not a position: a whole number from 0`);
    }
  }
  return Object.fromEntries(pairs) as Reading["atLeast"];
}

/** `customers=247, lending=12`. */
function pairsOf(text: string, where: string): readonly (readonly [string, number])[] {
  const pairs = text
    .slice(0, MOST_CHARACTERS)
    .split(",")
    .map((pair) => pair.trim().split("="));
  return pairs.map(([context = "", position = "", ...rest]) => {
    if (rest.length > 0 || !/^\d{1,16}$/.test(position.trim())) {
      throw bad(`${where}: write CONTEXT=POSITION, several with commas between them`);
    }
    return [context.trim(), Number(position)];
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
