import { useMemo } from "react";
import { Panel } from "../ui/Panel.tsx";
import { FieldPanel } from "./field/FieldPanel.tsx";
import { fieldGraph } from "./graph/fieldGraph.ts";
import { fieldPath } from "./graph/fieldPath.ts";
import type { LineageGraph } from "./graph/lineageGraph.ts";
import { ImpactPanel } from "./impact/ImpactPanel.tsx";
import { LineageActionsProvider } from "./lineageActions.ts";
import styles from "./LineageOf.module.css";
import { LineageSummary } from "./LineageSummary.tsx";
import { LineageToolbar } from "./LineageToolbar.tsx";
import { LineageGraphView } from "./picture/LineageGraphView.tsx";
import { PictureHelp } from "./picture/PictureHelp.tsx";
import { LineageTable } from "./table/LineageTable.tsx";
import { useEscape } from "./useEscape.ts";
import { useLineageActionsOf } from "./useLineageActionsOf.ts";
import { useLineageView } from "./useLineageView.ts";

/** The lineage of a product, as the reader looks at it, and what a change would touch. */
export function LineageOf({ graph }: { graph: LineageGraph }) {
  const view = useLineageView(graph);
  const { as, level, lit, only, change } = view;
  const actions = useLineageActionsOf(graph, view);
  const fields = useMemo(() => fieldGraph(graph), [graph]);
  const path = useMemo(() => (lit === undefined ? undefined : fieldPath(fields, lit)), [fields, lit]);
  const clear = () => actions.light(undefined);
  useEscape(lit === undefined ? undefined : clear);
  const shown = { graph, fields, path, view };
  return (
    <LineageActionsProvider value={actions}>
      <Panel
        title="Lineage"
        flush
        about={<LineageSummary graph={graph} />}
        aside={<LineageToolbar root={graph.root} fields={fields} view={view} />}
      >
        <div className={path === undefined ? undefined : styles["withPanel"]}>
          {as === "graph" ? <LineageGraphView {...shown} /> : <LineageTable {...shown} />}
          {path !== undefined && (
            <FieldPanel
              graph={graph}
              fields={fields}
              path={path}
              only={as === "graph" ? only : undefined}
              onOnly={(each) => change({ only: each })}
              onClear={clear}
            />
          )}
        </div>
        {as === "graph" && <PictureHelp level={level} />}
      </Panel>
      <ImpactPanel key={lit} graph={graph} path={path} />
    </LineageActionsProvider>
  );
}
