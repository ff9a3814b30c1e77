import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { Panel } from "../ui/Panel.tsx";
import { fold, unfold } from "./graph/expansion.ts";
import { fieldGraph } from "./graph/fieldGraph.ts";
import { fieldPath } from "./graph/fieldPath.ts";
import type { LineageGraph } from "./graph/lineageGraph.ts";
import { onlyNodes, visibleNodes } from "./graph/visibleGraph.ts";
import { LineageActionsProvider } from "./lineageActions.ts";
import { LineageToolbar } from "./LineageToolbar.tsx";
import { LineagePicture } from "./picture/LineagePicture.tsx";
import { pictureOf } from "./picture/pictureOf.ts";
import { useLineageView } from "./useLineageView.ts";

/** The lineage of a product, as the reader looks at it. */
export function LineageOf({ graph }: { graph: LineageGraph }) {
  const view = useLineageView(graph);
  const { level, lit, only, expansion, change } = view;
  const navigate = useNavigate();
  const fields = useMemo(() => fieldGraph(graph), [graph]);
  const path = useMemo(() => (lit === undefined ? undefined : fieldPath(fields, lit)), [fields, lit]);
  const picture = useMemo(() => {
    const nodes = only && path ? onlyNodes(graph, path.nodes) : visibleNodes(graph, expansion);
    return pictureOf(graph, fields, { nodes, level, path });
  }, [graph, fields, expansion, level, path, only]);
  const actions = {
    unfold: (id: string, side: "up" | "down") =>
      change({ expansion: unfold(expansion, { of: graph, id, side }) }),
    fold: (id: string, side: "up" | "down") =>
      change({ expansion: fold(expansion, { of: graph, id, side }) }),
    light: (field: string | undefined) => change({ lit: field }),
    open: (id: string) => {
      if (graph.nodes.get(id)?.kind !== "PRODUCT") return;
      void navigate({ to: "/products/$ref/lineage", params: { ref: id } });
    },
  };
  return (
    <LineageActionsProvider value={actions}>
      <Panel title="Lineage" flush aside={<LineageToolbar view={view} />}>
        <LineagePicture picture={picture} path={path} />
      </Panel>
    </LineageActionsProvider>
  );
}
