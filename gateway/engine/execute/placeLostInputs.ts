import type { GraphQLFormattedError } from "graphql";
import type { AskedKeys } from "./askedKeys.ts";
import type { LostEntity } from "./lostEntities.ts";
import type { Run } from "./run.ts";

/**
 * Adds an error for each key that was to be asked, in the `_entities` field of that key, of entities that lack what is required for it: the error that the lack
 * comes from, at the place of the key. With list indices if that one has some.
 */
export function placeLostInputs(run: Run, key: string, lost: Iterable<LostEntity>, asked: AskedKeys): void {
  const placed = new Map<string, GraphQLFormattedError>();
  for (const { type, place, error } of lost) {
    const isExact = error.path?.some((segment) => typeof segment === "number") === true;
    const entity = isExact ? place : place.filter((segment) => typeof segment === "string");
    for (const each of asked.below(key, type)) {
      const path = [...entity, each];
      placed.set(JSON.stringify([path, error.message]), { ...error, path });
    }
  }
  run.errors.push(...placed.values());
}
