import { useNavigate, useSearch } from "@tanstack/react-router";
import { FROM_LINEAGE } from "./fromLineage.ts";
import { fold, unfold } from "./graph/expansion.ts";
import type { LineageGraph } from "./graph/lineageGraph.ts";
import type { LineageActions } from "./lineageActions.ts";
import type { LineageSearch } from "./lineageSearch.ts";
import type { LineageView } from "./useLineageView.ts";

/** The actions on the lineage of a product: those on the graph change the view. */
export function useLineageActionsOf(
  of: LineageGraph,
  { level, expansion, change }: LineageView,
): LineageActions {
  const navigate = useNavigate();
  const { as: chosen } = useSearch({ from: "/products/$ref/lineage" });
  const searchThere: LineageSearch = { ...(level === "field" && { level }), ...(chosen && { as: chosen }) };
  return {
    unfold: (id, side) => change({ expansion: unfold(expansion, { of, id, side }) }),
    fold: (id, side) => change({ expansion: fold(expansion, { of, id, side }) }),
    light: (lit) => change({ lit, only: false }),
    open: (id) => {
      if (of.nodes.get(id)?.kind !== "PRODUCT") return;
      void navigate({
        to: "/products/$ref/lineage",
        params: { ref: id },
        search: searchThere,
        state: FROM_LINEAGE,
      });
    },
    searchThere,
  };
}
