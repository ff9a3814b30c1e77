import type { ProtectedPath } from "../event/classify.ts";
import { MeshError } from "../errors.ts";
import { open, seal } from "./envelope.ts";

type Json = Record<string, unknown>;

/** A copy of an event's payload with its protected values in envelopes. Null and absent values stay as they are. */
export function sealPayload(data: unknown, paths: readonly ProtectedPath[]): unknown {
  return paths.reduce((sealed, { path }) => replaced(sealed, path, (value) => seal(value as string)), data);
}

/** The reverse of `sealPayload`. Throws MeshError INTERNAL, without a value, on what is no payload or no envelope. */
export function openPayload(data: unknown, paths: readonly ProtectedPath[]): unknown {
  return paths.reduce((opened, { path }) => replaced(opened, path, (value) => open(value as string)), data);
}

function replaced(data: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  if (data === null || data === undefined) return data;
  const [head, ...rest] = path;
  if (head === undefined) return change(data);
  if (typeof data !== "object") {
    throw new MeshError("INTERNAL", "a stored payload has a plain value where it should have parts");
  }
  const record = data as Json;
  if (!(head in record)) return data;
  return { ...record, [head]: replaced(record[head], rest, change) };
}
