import type { Draft } from "./editorProtocol.ts";

/** A query that was saved under a name, in this browser. */
export interface SavedQuery extends Draft {
  readonly name: string;
}

const KEPT = "datamesh:queries";

/** The saved queries by name; what is not understood is left out. */
export function readSaved(storage: Pick<Storage, "getItem">): readonly SavedQuery[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isSaved) : [];
  } catch {
    return [];
  }
}

/** Keeps these and no others. */
export function keepSaved(queries: readonly SavedQuery[], storage: Pick<Storage, "setItem">): void {
  storage.setItem(KEPT, JSON.stringify(queries));
}

/** With one more, which takes the place of one of the same name; by name. */
export const withSaved = (queries: readonly SavedQuery[], saved: SavedQuery): readonly SavedQuery[] =>
  [...withoutSaved(queries, saved.name), saved].toSorted((one, other) => one.name.localeCompare(other.name));

/** Without the one of this name. */
export const withoutSaved = (queries: readonly SavedQuery[], name: string): readonly SavedQuery[] =>
  queries.filter((each) => each.name !== name);

function isSaved(value: unknown): value is SavedQuery {
  const saved = (value ?? {}) as Partial<Record<keyof SavedQuery, unknown>>;
  return [saved.name, saved.query, saved.variables].every((each) => typeof each === "string");
}
