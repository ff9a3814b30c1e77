import { isObject, type JsonObject } from "./run.ts";

/**
 * Merges an answer into data, in depth: lists of the same length item by item, and null over nothing only. Both come
 * from JSON, and the keys are those that subgraphs were asked for, or lied about: `__proto__` is never followed.
 */
export function mergeData(target: JsonObject, source: Readonly<JsonObject>): void {
  for (const key in source) {
    if (key === "__proto__") continue;
    const before = target[key];
    const value = source[key];
    if (typeof before !== "object" || before === null) {
      if (value !== null || before === undefined) target[key] = value;
    } else if (isObject(before) && isObject(value)) mergeData(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) mergeList(before, value);
  }
}

function mergeList(target: unknown[], source: readonly unknown[]): void {
  const length = Math.min(target.length, source.length);
  for (let index = 0; index < length; index++) {
    const before = target[index];
    const value = source[index];
    if (isObject(before) && isObject(value)) mergeData(before, value);
    else if (Array.isArray(before) && Array.isArray(value)) mergeList(before, value);
    else if (before === null) target[index] = value;
  }
}

/** A copy that shares no object with what it was made from: of JSON only. */
export function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: JsonObject = {};
  mergeCopies(copy, value as JsonObject);
  return copy;
}

function mergeCopies(target: JsonObject, source: Readonly<JsonObject>): void {
  for (const key in source) if (key !== "__proto__") target[key] = copyOf(source[key]);
}
