import { z } from "zod";
import type { EventRef, Position } from "../log/position.ts";
import { type ProtectedPath, protectedPaths } from "./classify.ts";

/** The declaration of one or more event types that share a payload. */
export interface EventDeclaration<D = unknown> {
  readonly types: readonly string[];
  readonly version: number;
  readonly description: string;
  readonly schema: z.ZodType<D>;
  /** The values that are stored as envelopes. */
  readonly protected: readonly ProtectedPath[];
  /**
   * How events of the version before are read as this one. What reads the log without `openEvent`, such as SQL, sees
   * those in their old form and must leave such a declaration alone.
   */
  readonly upcast?: Upcast;
}

/** A step from one version of an event to the next: pure, and part of the fingerprint of every product that reads it. */
export interface Upcast {
  /** The version before, with its shape and its own protected values, and through it the versions before that. */
  readonly from: EventDeclaration;
  /** Makes the payload of this version of one of the version before; both opened. */
  readonly step: (payload: never) => unknown;
}

/** An event as folds see it: decoded, with personal values opened. Times are ISO 8601 in UTC, milliseconds. */
export interface RecordedEvent<D = unknown> extends EventRef {
  readonly position: Position;
  /** The version of `data`: the newest, whichever was recorded. */
  readonly version: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly data: D;
}

interface EventOptions<S extends z.ZodRawShape, P> {
  /** 1 unless given; with an upcast one more than the version it is from. */
  readonly version?: number;
  readonly description: string;
  readonly data: S;
  /** How events of the version before are read as this one. A literal of an enum has to be written `as const`. */
  readonly upcast?: {
    readonly from: EventDeclaration<P>;
    readonly step: (payload: NoInfer<P>) => z.output<z.ZodObject<NoInfer<S>>>;
  };
}

const MAX_TYPE_LENGTH = 200;
/** The log keeps it in 32 bits. */
const MAX_VERSION = 2_147_483_647;

/**
 * Declares one event type, named in the past tense, with the shape of its payload. Unknown keys are refused. Another
 * shape is another version, `event(type, { version: 2, data, upcast: { from: V1, step: (old) => ... } })`: what was
 * recorded as version 1 is read as version 2 from then on.
 */
export function event<S extends z.ZodRawShape, P = never>(
  type: string,
  options: EventOptions<S, P>,
): EventDeclaration<z.output<z.ZodObject<S>>> {
  return events([type], options);
}

/**
 * Declares several event types that share a payload. Throws TypeError on an empty or repeated type, a version that is
 * no whole number from 1 on, and an upcast that is not from an earlier version of these types.
 */
export function events<S extends z.ZodRawShape, P = never>(
  types: readonly string[],
  { description, data, upcast, version = (upcast?.from.version ?? 0) + 1 }: EventOptions<S, P>,
): EventDeclaration<z.output<z.ZodObject<S>>> {
  if (types.length === 0 || new Set(types).size !== types.length || types.some(isBadType)) {
    throw new TypeError(`event types must be distinct texts of 1 to ${MAX_TYPE_LENGTH} characters`);
  }
  if (!Number.isInteger(version) || version < 1 || version > MAX_VERSION) {
    throw new TypeError(`${types[0]}: version ${version} is not a whole number from 1 to ${MAX_VERSION}`);
  }
  if (upcast !== undefined) checkUpcast(types, version, upcast.from);
  const schema = z.strictObject(data) as unknown as z.ZodObject<S>;
  return Object.freeze({
    types,
    version,
    description,
    schema: schema as unknown as z.ZodType<z.output<z.ZodObject<S>>>,
    protected: protectedPaths(schema),
    ...(upcast !== undefined && { upcast: Object.freeze({ from: upcast.from, step: upcast.step }) }),
  });
}

const isBadType = (type: string): boolean => type.trim() === "" || type.length > MAX_TYPE_LENGTH;

function checkUpcast(types: readonly string[], version: number, from: EventDeclaration): void {
  if (from.version >= version) {
    throw new TypeError(`${types[0]}: version ${version} cannot be read from version ${from.version}`);
  }
  const dropped = from.types.filter((type) => !types.includes(type));
  if (dropped.length > 0) {
    throw new TypeError(
      `version ${version} does not declare ${dropped.join(", ")}, which version ${from.version} does`,
    );
  }
}
