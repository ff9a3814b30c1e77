import type { GraphQLFormattedError } from "graphql";
import type { EntityGroup } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { entityFinder, type Place } from "./findEntities.ts";
import { type InputPath, missingInputs } from "./missingInputs.ts";
import type { JsonObject, Run } from "./run.ts";

/** An entity of which something is required that was lost, and the error that tells so. */
export interface LostEntity {
  readonly type: string;
  readonly place: Place;
  readonly error: GraphQLFormattedError;
}

/** Finds them. */
export type FindLost = (run: Run) => ReadonlyMap<JsonObject, LostEntity>;

/**
 * Compiles finding the entities of a group that lack what is required of them because of an error: what a subgraph
 * computes without it is not what it would compute with it. What is missing without an error was never there.
 */
export function lostEntities(
  { paths, requires }: Pick<EntityGroup, "paths" | "requires">,
  satisfies: Satisfies,
): FindLost {
  const finders = paths.map((path) => entityFinder(path, satisfies, true));
  return ({ data, variables, errors }) => {
    const lost = new Map<JsonObject, LostEntity>();
    if (errors.length === 0) return lost;
    const found = (entity: JsonObject, place: Place): void => {
      const missing = missingInputs({ satisfies, variables }, requires, entity);
      const error = missing.length === 0 ? undefined : lostBy(errors, entity, place, missing);
      if (error === undefined) return;
      lost.set(entity, { type: String(entity["__typename"]), place: [...place], error });
    };
    for (const find of finders) find(data, found);
    return lost;
  };
}

/** The error because of which something that is missing of the entity at the place was not delivered. */
function lostBy(
  errors: readonly GraphQLFormattedError[],
  entity: JsonObject,
  place: Place,
  missing: readonly InputPath[],
): GraphQLFormattedError | undefined {
  return errors.find(({ path = [] }) => {
    const beyond = beyondPlace(path, place)?.filter((segment) => typeof segment === "string");
    return beyond !== undefined && missing.some((input) => explains(beyond, entity, input));
  });
}

/** What is left of a path at a place, where it may leave out list indices; undefined when it leads elsewhere. */
function beyondPlace(path: Place, place: Place): Place | undefined {
  let at = 0;
  for (const segment of place) {
    const own = path[at];
    if (own === undefined) return [];
    if (typeof segment === "number" && typeof own !== "number") continue;
    if (own !== segment) return undefined;
    at += 1;
  }
  return path.slice(at);
}

/** An error about the input itself, about what holds it, or about what took with it what holds both. */
function explains(keys: readonly string[], entity: JsonObject, input: InputPath): boolean {
  if (!keys.slice(0, -1).every((key, index) => key === input[index])) return false;
  const last = keys.length - 1;
  return keys[last] === input[last] || valueAt(entity, keys) === undefined;
}

function valueAt(entity: JsonObject, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as JsonObject)[key] : undefined),
    entity,
  );
}
