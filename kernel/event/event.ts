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
}

/** An event as folds see it: decoded, with personal values opened. Times are ISO 8601 in UTC, milliseconds. */
export interface RecordedEvent<D = unknown> extends EventRef {
  readonly position: Position;
  readonly version: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly data: D;
}

interface EventOptions<S extends z.ZodRawShape> {
  readonly version?: number;
  readonly description: string;
  readonly data: S;
}

const MAX_TYPE_LENGTH = 200;

/** Declares one event type, named in the past tense, with the shape of its payload. Unknown keys are refused. */
export function event<S extends z.ZodRawShape>(
  type: string,
  options: EventOptions<S>,
): EventDeclaration<z.output<z.ZodObject<S>>> {
  return events([type], options);
}

/** Declares several event types that share a payload. Throws TypeError on an empty or repeated type. */
export function events<S extends z.ZodRawShape>(
  types: readonly string[],
  options: EventOptions<S>,
): EventDeclaration<z.output<z.ZodObject<S>>> {
  if (types.length === 0 || new Set(types).size !== types.length || types.some(isBadType)) {
    throw new TypeError(`event types must be distinct texts of 1 to ${MAX_TYPE_LENGTH} characters`);
  }
  const schema = z.strictObject(options.data) as unknown as z.ZodObject<S>;
  return Object.freeze({
    types,
    version: options.version ?? 1,
    description: options.description,
    schema: schema as unknown as z.ZodType<z.output<z.ZodObject<S>>>,
    protected: protectedPaths(schema),
  });
}

const isBadType = (type: string): boolean => type.trim() === "" || type.length > MAX_TYPE_LENGTH;
