import type { EntityGroup, Requirement } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { rewriter } from "./rewriteData.ts";
import { isObject, type JsonObject } from "./run.ts";

type Variables = Readonly<Record<string, unknown>>;

/**
 * The text of an entity's representation: its type and the values required of it, as JSON; undefined when none of
 * these is known, so that no subgraph could tell which entity it is.
 */
export type Represent = (entity: JsonObject, variables: Variables) => string | undefined;

/** Compiles the representations of a group of entities, for each type of entity when it first occurs. */
export function representer(
  { requires, inputRewrites }: Pick<EntityGroup, "requires" | "inputRewrites">,
  satisfies: Satisfies,
): Represent {
  if (inputRewrites.length > 0 || requires.some(isInvolved))
    return rewritten(requires, inputRewrites, satisfies);
  const byType = new Map<string, Represent>();
  return (entity, variables) => {
    const type = entity["__typename"];
    if (typeof type !== "string") return undefined;
    let represent = byType.get(type);
    if (represent === undefined)
      byType.set(type, (represent = ofLeaves(type, leavesOf(type, requires, satisfies))));
    return represent(entity, variables);
  };
}

/** Whether it takes more than values of the entity itself. */
export function isInvolved(each: Requirement): boolean {
  if (each.kind === "field") return each.below.length > 0;
  return each.skipIf !== undefined || each.includeIf !== undefined || each.below.some(isInvolved);
}

type Leaf = Extract<Requirement, { kind: "field" }>;

export function leavesOf(
  type: string,
  requires: readonly Requirement[],
  satisfies: Satisfies,
): readonly Leaf[] {
  const all = requires.flatMap((each): readonly Leaf[] => {
    if (each.kind === "field") return [each];
    return satisfies(type, each.name) ? leavesOf(type, each.below, satisfies) : [];
  });
  return [...new Map(all.map((leaf) => [leaf.key, leaf])).values()].filter(
    ({ name }) => name !== "__typename",
  );
}

function ofLeaves(type: string, leaves: readonly Leaf[]): Represent {
  const start = `{"__typename":${JSON.stringify(type)}`;
  const parts = leaves.map(({ name, key }) => ({ name, key, label: `,${JSON.stringify(key)}:` }));
  return (entity) => {
    let text = start;
    let isKnown = false;
    for (const { name, key, label } of parts) {
      const value = entity[name] === undefined ? entity[key] : entity[name];
      if (value === undefined) continue;
      if (value !== null) isKnown = true;
      text += label + jsonOf(value);
    }
    return isKnown ? `${text}}` : undefined;
  };
}

/** What JSON writes as it is, as nearly every key is. */
const PLAIN = /^[^"\\\p{Cc}\p{Cs}]*$/u;

function jsonOf(value: unknown): string {
  if (typeof value === "string") return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** By way of an object, for what is nested, conditional or rewritten. */
function rewritten(
  requires: readonly Requirement[],
  inputRewrites: EntityGroup["inputRewrites"],
  satisfies: Satisfies,
): Represent {
  const rewrite = rewriter(inputRewrites, satisfies);
  return (entity, variables) => {
    if (typeof entity["__typename"] !== "string") return undefined;
    const object: JsonObject = { __typename: entity["__typename"] };
    pick({ satisfies, variables }, requires, entity, object);
    if (!Object.entries(object).some(([key, value]) => key !== "__typename" && value !== null))
      return undefined;
    rewrite?.(object);
    return JSON.stringify(object);
  };
}

/** What tells which requirements count for an entity. */
export interface Picking {
  readonly satisfies: Satisfies;
  readonly variables: Variables;
}

function pick(picking: Picking, requires: readonly Requirement[], from: JsonObject, into: JsonObject): void {
  for (const each of requires) {
    if (each.kind === "type") {
      if (isWanted(picking, each, from)) pick(picking, each.below, from, into);
      continue;
    }
    const value = from[each.name] === undefined ? from[each.key] : from[each.name];
    if (value === undefined) continue;
    into[each.key] = each.below.length === 0 ? value : pickBelow(picking, each.below, value, into[each.key]);
  }
}

/** Whether what is required of a type is required of this object. */
export function isWanted(
  { satisfies, variables }: Picking,
  { name, skipIf, includeIf }: Extract<Requirement, { kind: "type" }>,
  from: JsonObject,
): boolean {
  if (skipIf !== undefined && variables[skipIf] === true) return false;
  if (includeIf !== undefined && variables[includeIf] !== true) return false;
  const type = from["__typename"];
  return typeof type !== "string" || satisfies(type, name);
}

/** `before` is what was picked of the same value for another requirement. */
function pickBelow(
  picking: Picking,
  below: readonly Requirement[],
  value: unknown,
  before: unknown,
): unknown {
  if (Array.isArray(value)) {
    const known: readonly unknown[] = Array.isArray(before) ? before : [];
    return value.map((item, index) => pickBelow(picking, below, item, known[index]));
  }
  if (!isObject(value)) return value;
  const into = isObject(before) ? before : {};
  pick(picking, below, value, into);
  return into;
}
