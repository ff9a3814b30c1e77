import { z } from "zod";
import { sealPayload } from "../envelope/index.ts";
import { MeshError } from "../errors.ts";
import { isIsoTime } from "../isoTime.ts";
import type { NewEvent } from "../log/eventLog.ts";
import type { StreamTarget } from "../log/stream.ts";
import type { EventDeclaration } from "./event.ts";
import { payloadProblems } from "./payloadProblems.ts";
import { readPayload } from "./readPayload.ts";
import { readableVersions, versionOf } from "./versions.ts";

/** An event as a producer offers it. */
export interface OfferedEvent {
  readonly id: string;
  readonly type: string;
  /** Of the payload; the newest unless given. What is stored is of the version that was offered. */
  readonly version?: number;
  /** ISO 8601 with an offset. */
  readonly occurredAt: string;
  readonly data: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The stream it is to be appended to; it stands alone unless given. */
  readonly target?: StreamTarget;
}

const envelope = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1),
  occurredAt: z.iso.datetime({ offset: true }),
});

/**
 * Checks an offered event against its declaration and puts its protected values into envelopes. Throws MeshError
 * BAD_USER_INPUT that says which part is wrong, never showing a value.
 */
export function prepareEvent(declarations: readonly EventDeclaration[], offered: OfferedEvent): NewEvent {
  const { id, type, occurredAt } = checked(envelope, offered, "event");
  const moment = new Date(occurredAt).toISOString();
  if (!isIsoTime(moment)) throw bad("event.occurredAt: the year must be from 1000 to 9999, in UTC");
  const declaration = declarations.find((each) => each.types.includes(type));
  if (declaration === undefined) throw unknownType(type, declarations);
  const version = offered.version ?? declaration.version;
  const own = versionOf(declaration, type, version);
  if (own === undefined) {
    throw bad(`event type ${type} has ${readableVersions(declaration, type)}, not ${version}`);
  }
  const data = checked(own.schema, offered.data, "data");
  refuseUnstorable(data, "data");
  refuseUnstorable([id, type, offered.metadata], "event");
  refuseUnreadable(declaration, version, data);
  return {
    id,
    type,
    version,
    occurredAt: moment,
    data: sealPayload(data, own.protected),
    metadata: offered.metadata ?? {},
  };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw bad(payloadProblems(result.error.issues, where));
}

/** What is accepted as an earlier version can be read as the newest. */
function refuseUnreadable(declaration: EventDeclaration, version: number, data: unknown): void {
  try {
    readPayload(declaration, version, data);
  } catch (error) {
    throw error instanceof MeshError ? bad(error.message) : error;
  }
}

function unknownType(type: string, declarations: readonly EventDeclaration[]): MeshError {
  const known = declarations.flatMap((each) => each.types);
  const shown = known.length > 12 ? `${known.slice(0, 12).join(", ")}, ...` : known.join(", ");
  return bad(`event type ${JSON.stringify(type)} is not declared by this context; it has ${shown}`);
}

/** JSON cannot hold a number beyond a double (1e309 is read as Infinity), PostgreSQL's neither U+0000 nor half a pair. */
function refuseUnstorable(value: unknown, where: string): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw bad(`${where}: a number is larger than a number can be`);
  }
  if (typeof value === "string" && (value.includes("\u0000") || !value.isWellFormed())) {
    throw bad(`${where}: text holds a NUL character or half a surrogate pair`);
  }
  if (value === null || typeof value !== "object") return;
  for (const [name, child] of Object.entries(value)) refuseUnstorable(child, `${where}.${name}`);
}

const bad = (message: string): MeshError => new MeshError("BAD_USER_INPUT", message);
