import { useMemo } from "react";
import type { FieldGraph } from "../graph/fieldGraph.ts";
import type { FieldPath } from "../graph/fieldPath.ts";
import type { LineageGraph } from "../graph/lineageGraph.ts";
import { onlyNodes, visibleNodes } from "../graph/visibleGraph.ts";
import type { LineageView } from "../useLineageView.ts";
import { LineagePicture } from "./LineagePicture.tsx";
import { pictureOf } from "./pictureOf.ts";

/** Up to here the whole path of a field is shown without being asked for. */
const SHORT_PATH = 40;

/** What is unfolded of the lineage as a graph, with the path of the lit field if that is not long. */
export function LineageGraphView({
  graph,
  fields,
  path,
  view: { level, only, expansion },
}: {
  graph: LineageGraph;
  fields: FieldGraph;
  path: FieldPath | undefined;
  view: LineageView;
}) {
  const picture = useMemo(() => {
    const also = path === undefined || path.nodes.size > SHORT_PATH ? [] : path.nodes;
    const nodes = only && path ? onlyNodes(graph, path.nodes) : visibleNodes(graph, expansion, also);
    return pictureOf(graph, fields, { nodes, level, path });
  }, [graph, fields, expansion, level, path, only]);
  return <LineagePicture picture={picture} path={path} />;
}
