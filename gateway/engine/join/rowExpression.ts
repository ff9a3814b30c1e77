import { type Column, type Members, plain, type Shaped } from "./rowShape.ts";

/** The groups of an expression so far. */
export interface Groups {
  count: number;
}

/** Characters of a regular expression; longer ones are not worth what they take to be compiled. */
const LONGEST = 8_000;

/** Whether an expression can be made of what stands between braces. To be asked before anything of it is wanted. */
export const isShort = (members: Members): boolean => membersSource(members, { count: 0 }).length < LONGEST;

/** Makes the expression that finds a row where it begins, and numbers the columns that are wanted of it. */
export const rowExpression = (members: Members): RegExp =>
  new RegExp(`\\{${membersSource(members, { count: 0 })}\\}`, "y");

/** The source of what stands between braces, with groups for what is wanted, which are numbered on. */
export function membersSource({ shaped, runs }: Members, groups: Groups): string {
  let source = "";
  let at = 0;
  for (const [key, each] of shaped) {
    const begun = runs.find(({ from }) => from === at);
    if (at > 0) source += ",";
    if (begun !== undefined) source += opened(begun.column, groups);
    source += plain(`${JSON.stringify(key)}:`) + valueSource(each, groups);
    if (runs.some(({ to }) => to === at)) source += ")";
    at += 1;
  }
  return source;
}

function valueSource(shaped: Shaped, groups: Groups): string {
  switch (shaped.kind) {
    case "typename":
      return shaped.value;
    case "leaf": {
      const value = shaped.isNullable ? `${shaped.value}|null` : shaped.value;
      return shaped.column === undefined ? `(?:${value})` : `${opened(shaped.column, groups)}${value})`;
    }
    case "object": {
      const { there, members } = shaped;
      if (there === undefined) return `\\{${membersSource(members, groups)}\\}`;
      // The empty group has a text, an empty one, where this is what was found.
      return `(?:null|${opened(there, groups)})\\{${membersSource(members, groups)}\\})`;
    }
  }
}

function opened(column: Column, groups: Groups): string {
  column.group = ++groups.count;
  return "(";
}
