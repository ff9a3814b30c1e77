import type { LimitRule } from "./limitRule.ts";

/** Measures variables by their lists and objects inside one another; whoever coerces them recurses at each. */
export const variableNestingRule: LimitRule<Readonly<Record<string, unknown>>> = {
  limit: "variableNesting",
  code: "VARIABLE_LIMIT_EXCEEDED",
  counted: "lists and objects inside one another in the variables",
  measure: nestingOf,
};

/** How many lists and objects are inside one another in a value, without itself; no deeper than it is. */
export function nestingOf(value: object): number {
  if (isFlat(value)) return 0;
  let levels = 0;
  let level = childrenOf(value);
  while (level.length > 0) {
    levels++;
    level = level.flatMap(childrenOf);
  }
  return levels;
}

/** As variables mostly are. */
function isFlat(value: object): boolean {
  for (const name in value) {
    const child = (value as Record<string, unknown>)[name];
    if (typeof child === "object" && child !== null) return false;
  }
  return true;
}

function childrenOf(value: object): readonly object[] {
  return Object.values(value).filter((child): child is object => typeof child === "object" && child !== null);
}
