import { useState } from "react";
import { keepSaved, readSaved, type SavedQuery, withoutSaved, withSaved } from "./savedQueries.ts";

/** The queries saved in this browser, and the ways to change them. */
export interface SavedQueries {
  readonly queries: readonly SavedQuery[];
  readonly save: (query: SavedQuery) => void;
  readonly remove: (name: string) => void;
  readonly rename: (query: SavedQuery, name: string) => void;
}

/** Reads the saved queries, and keeps every change of them. */
export function useSavedQueries(): SavedQueries {
  const [queries, setQueries] = useState(() => readSaved(localStorage));
  const keep = (change: (now: readonly SavedQuery[]) => readonly SavedQuery[]) => {
    // Another window may have saved something meanwhile.
    const next = change(readSaved(localStorage));
    keepSaved(next, localStorage);
    setQueries(next);
  };
  return {
    queries,
    save: (query) => keep((now) => withSaved(now, query)),
    remove: (name) => keep((now) => withoutSaved(now, name)),
    rename: (query, name) => keep((now) => withSaved(withoutSaved(now, query.name), { ...query, name })),
  };
}
