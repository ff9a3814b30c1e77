import type { PathSegment } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { isObject, type JsonObject } from "./run.ts";

/** Keys and list indices. */
export type Place = readonly (string | number)[];

/** Told of an entity. The place is only good during the call, and only kept track of if it was asked for. */
type Found = (entity: JsonObject, place: Place) => void;

/** Visits the entities at a path of the plan. */
export type FindEntities = (data: JsonObject, found: Found) => void;

/**
 * Compiles the way to entities. Lists on the way are gone through, whether the path says so or not. With `places` the
 * place of each entity is kept track of, which only errors need.
 */
export function entityFinder(
  path: readonly PathSegment[],
  satisfies: Satisfies,
  places: boolean,
): FindEntities {
  const last: Visit = (value, place, found) => {
    if (Array.isArray(value)) eachItem(value, place, found, last);
    else if (isObject(value)) found(value, place ?? []);
  };
  const visit = path.reduceRight<Visit>((next, segment) => visitSegment(segment, next, satisfies), last);
  return (data, found) => visit(data, places ? [] : undefined, found);
}

type Trail = (string | number)[] | undefined;
type Visit = (value: unknown, place: Trail, found: Found) => void;

function visitSegment(segment: PathSegment, next: Visit, satisfies: Satisfies): Visit {
  if (segment.kind === "items")
    return (value, place, found) => {
      if (Array.isArray(value)) eachItem(value, place, found, next);
    };
  const into =
    segment.kind === "field" ? visitField(segment.name, next) : visitTypes(segment.names, next, satisfies);
  const visit: Visit = (value, place, found) => {
    if (Array.isArray(value)) eachItem(value, place, found, visit);
    else if (isObject(value)) into(value, place, found);
  };
  return visit;
}

type VisitObject = (value: JsonObject, place: Trail, found: Found) => void;

function visitField(name: string, next: Visit): VisitObject {
  return (value, place, found) => {
    place?.push(name);
    next(value[name], place, found);
    place?.pop();
  };
}

/** An object that does not tell its type goes on: the field it stands in has the only type. */
function visitTypes(names: readonly string[], next: Visit, satisfies: Satisfies): VisitObject {
  return (value, place, found) => {
    const type = value["__typename"];
    if (typeof type !== "string" || names.some((name) => satisfies(type, name))) next(value, place, found);
  };
}

function eachItem(list: readonly unknown[], place: Trail, found: Found, next: Visit): void {
  for (let index = 0; index < list.length; index++) {
    place?.push(index);
    next(list[index], place, found);
    place?.pop();
  }
}
