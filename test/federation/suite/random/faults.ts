type Row = Record<string, unknown>;

/** What is wrong with the data: a value of an object is an error, or null where none may be. */
export interface Fault {
  readonly object: number;
  readonly field: number;
  readonly kind: "error" | "null";
}

/**
 * Keys, and what other subgraphs compute with: of an error there the gateway tells even where it was not asked for
 * the field itself, and an object that it takes along is gone for what is computed with it.
 */
const NEEDED = new Set(["__typename", "id", "isbn", "code", "shop", "address", "city", "minutes", "price"]);

/** Does the faults to the objects of the data: each to one of them, and to one of its fields. */
export function withFaults(faults: readonly Fault[]): (objects: readonly Row[]) => void {
  return (objects) => {
    for (const { object, field, kind } of faults) {
      const row = objects[object % objects.length];
      if (row === undefined) continue;
      const names = Object.keys(row).filter((name) => !NEEDED.has(name));
      const name = names[field % names.length];
      if (name !== undefined) row[name] = kind === "error" ? new Error("broken") : null;
    }
  };
}
