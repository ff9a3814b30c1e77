import { isCompositeType } from "graphql";
import type { Answer } from "../../mesh/ask.ts";
import { rowTypeOf } from "../productsOfOperation.ts";
import type { SelectedField } from "../selectedFields.ts";

/** A selected field whose values were not given as they are. */
export interface WithheldField {
  /** Where it is in the answer, without list indices. */
  readonly path: readonly string[];
  /** Its name as seen from the row it is in: `customer.name`. */
  readonly label: string;
  readonly reason: "MASKED" | "DENIED";
  /** In how many places of the answer. */
  readonly count: number;
  /** The type it is a field of, and its name there; undefined where the schema does not know it. */
  readonly parent?: string;
  readonly field?: string;
  /** The type of the rows it leads to; undefined where it leads to none. */
  readonly rows?: string;
}

/** What an answer says it withholds (`extensions.datamesh.withheld`), field by field. */
export function withheldFields(
  { data, extensions }: Answer,
  selected: readonly SelectedField[],
): readonly WithheldField[] {
  return readWithheld(extensions).map(({ path, reason }) => {
    const known = selected.find((each) => samePath(each.path, path));
    return {
      path,
      label: labelOf(path),
      reason,
      count: occurrences(data, path),
      parent: known?.parent,
      field: known?.field,
      rows: known && isCompositeType(known.type) ? rowTypeOf(known.type) : undefined,
    };
  });
}

/** Whether two paths of an answer are the same. */
export const samePath = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, index) => name === other[index]);

type Told = Pick<WithheldField, "path" | "reason">;

function readWithheld(extensions: Answer["extensions"]): readonly Told[] {
  const told = (extensions?.["datamesh"] as { readonly withheld?: unknown } | undefined)?.withheld;
  return Array.isArray(told) ? told.filter(isTold) : [];
}

function isTold(value: unknown): value is Told {
  const { path, reason } = (value ?? {}) as Partial<Record<keyof Told, unknown>>;
  return Array.isArray(path) && (reason === "MASKED" || reason === "DENIED");
}

/** What leads to the row is left out, and what a connection puts between. */
function labelOf(path: readonly string[]): string {
  const inside = path
    .slice(1)
    .filter((name, index) => index > 1 || !["nodes", "edges", "node"].includes(name));
  return (inside.length > 0 ? inside : path).join(".");
}

function occurrences(value: unknown, path: readonly string[]): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + occurrences(each, path), 0);
  if (typeof value !== "object" || value === null) return 0;
  const [name = "", ...rest] = path;
  if (rest.length === 0) return name in value ? 1 : 0;
  return occurrences((value as Record<string, unknown>)[name], rest);
}
