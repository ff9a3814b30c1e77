import type { EventDeclaration, Upcast } from "../event/event.ts";
import { eventShape } from "./eventShape.ts";
import { functionTree } from "./functionTree.ts";
import { interpret } from "./interpret.ts";
import { property } from "./interpreter.ts";
import { allSources, alternatives, part, type Value } from "./value.ts";

/** Where a part of a payload comes from in the version before. */
export interface Carried {
  /** Paths of the version before, such as `data.name`; none for a constant. */
  readonly sources: readonly string[];
  /** Whether it is one of these parts as it was, be it under another name. */
  readonly isAsItWas: boolean;
}

/**
 * Tells of each part of a payload, named by its path (`data.fullName`), from what an upcast makes it, without running
 * it. Undefined for a step whose code cannot be followed. Pure.
 */
export function upcastPaths({ from, step }: Upcast): ((path: string) => Carried) | undefined {
  const shape = eventShape(from.schema, []);
  try {
    const made = interpret(functionTree(step as () => unknown), [part("data")], shape);
    const carried = (path: string): Carried => {
      const [, ...names] = path.split(".");
      return carriedAs(names.reduce((value, name) => property({ shape }, value, name), made));
    };
    return [...alternatives(made)].some(({ open }) => open) ? undefined : carried;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function carriedAs(value: Value): Carried {
  const all = [...alternatives(value)];
  const parts = new Set(all.flatMap(({ paths }) => [...paths]));
  const isMade = all.some(
    ({ sources, properties, closures, open }) =>
      open || sources.size > 0 || properties.size > 0 || closures.length > 0,
  );
  return { sources: [...allSources(value)], isAsItWas: parts.size === 1 && !isMade };
}

/** The paths of all values of a payload that are no objects themselves: `data.address.street`. */
export function leafPaths({ schema }: EventDeclaration): readonly string[] {
  const shape = eventShape(schema, []);
  const leaves = (path: string): readonly string[] =>
    shape.properties(path)?.flatMap(({ name }) => leaves(shape.property(path, name))) ?? [path];
  return leaves("data");
}
