import type { Requirement } from "../plan/planNode.ts";
import { isWanted, type Picking } from "./representation.ts";
import { isObject, type JsonObject } from "./run.ts";

/** The keys that lead from an entity to something required of it. */
export type InputPath = readonly string[];

/**
 * What is required of an entity and was not delivered, each once. Null was delivered, and nothing is required below it;
 * neither is what is required of other types.
 */
export function missingInputs(
  picking: Picking,
  requires: readonly Requirement[],
  entity: JsonObject,
): readonly InputPath[] {
  const missing = new Map<string, InputPath>();
  const look = (below: readonly Requirement[], from: JsonObject, at: InputPath): void => {
    for (const each of below) {
      if (each.kind === "type") {
        if (isWanted(picking, each, from)) look(each.below, from, at);
        continue;
      }
      const value = from[each.name] === undefined ? from[each.key] : from[each.name];
      const path = [...at, each.key];
      if (value === undefined) missing.set(path.join(" "), path);
      else if (each.below.length > 0) lookInto(each.below, value, path);
    }
  };
  const lookInto = (below: readonly Requirement[], value: unknown, at: InputPath): void => {
    if (Array.isArray(value)) for (const item of value) lookInto(below, item, at);
    else if (isObject(value)) look(below, value, at);
  };
  look(requires, entity, []);
  missing.delete("__typename");
  return [...missing.values()];
}
