import type { EventDeclaration } from "@datamesh/kernel";
import { openEvent, readableVersions, versionOf } from "@datamesh/kernel/event";
import type { StoredEvent } from "@datamesh/kernel/log";
import type { CatalogRecord } from "./catalogRecord.ts";
import type { CatalogState } from "./catalogState.ts";

/** What an event makes of the state and adds to the records, or why it makes nothing of it. */
export type Folded =
  { readonly state: CatalogState; readonly record?: CatalogRecord } | { readonly refused: string };

/** Folds one stored event of the type it was made for. */
export type EventFold = (state: CatalogState, stored: StoredEvent) => Folded;

/** A fold of readable events; what does not fit the declaration is refused before it gets there. */
export function eventFold<D>(
  declaration: EventDeclaration<D>,
  fold: (state: CatalogState, payload: D, stored: StoredEvent) => Folded,
): EventFold {
  return (state, stored) => {
    if (versionOf(declaration, stored.type, stored.version) === undefined) {
      const readable = readableVersions(declaration, stored.type);
      return { refused: `${stored.type} has version ${stored.version}, readable is ${readable}` };
    }
    const read = declaration.schema.safeParse(openEvent(declaration, stored).data);
    if (read.success) return fold(state, read.data, stored);
    const problems = read.error.issues.map(
      ({ path, message }) => `${["data", ...path].join(".")}: ${message}`,
    );
    return { refused: problems.join("; ") };
  };
}
