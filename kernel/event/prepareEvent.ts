import { z } from "zod";
import { sealPayload } from "../envelope/index.ts";
import { MeshError } from "../errors.ts";
import { isIsoTime } from "../isoTime.ts";
import type { NewEvent } from "../log/eventLog.ts";
import type { EventDeclaration } from "./event.ts";

/** An event as a producer offers it. */
export interface OfferedEvent {
  readonly id: string;
  readonly type: string;
  readonly version?: number;
  /** ISO 8601 with an offset. */
  readonly occurredAt: string;
  readonly data: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
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
  if (version !== declaration.version) {
    throw bad(`event type ${type} has version ${declaration.version}, not ${version}`);
  }
  const data = checked(declaration.schema, offered.data, "data");
  refuseUnstorable(data, "data");
  refuseUnstorable([id, type, offered.metadata], "event");
  return {
    id,
    type,
    version,
    occurredAt: moment,
    data: sealPayload(data, declaration.protected),
    metadata: offered.metadata ?? {},
  };
}

function checked<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    (issue) => `${[where, ...issue.path].join(".")}: ${issue.message.replace(/,? received .*$/, "")}`,
  );
  throw bad(problems.join("; "));
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
