import { createContext, useContext } from "react";
import type { FieldKey } from "./graph/fieldGraph.ts";
import type { Side } from "./graph/lineageGraph.ts";
import type { LineageSearch } from "./lineageSearch.ts";

/** What one can do wherever a node is shown. */
export interface LineageActions {
  readonly unfold: (id: string, side: Side) => void;
  readonly fold: (id: string, side: Side) => void;
  /** Lights the path of a field, or of none. */
  readonly light: (field: FieldKey | undefined) => void;
  /** Goes to the product; nothing happens for what is none. */
  readonly open: (id: string) => void;
  /** How lineage is looked at there too. */
  readonly searchThere: LineageSearch;
}

const Actions = createContext<LineageActions | undefined>(undefined);

export const LineageActionsProvider = Actions.Provider;

/** The actions of the lineage that is shown. */
export function useLineageActions(): LineageActions {
  const actions = useContext(Actions);
  if (actions === undefined) throw new TypeError("there is no LineageActionsProvider above");
  return actions;
}
