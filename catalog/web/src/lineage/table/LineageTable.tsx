import { useMemo } from "react";
import { type FieldGraph, shortNameOfField } from "../graph/fieldGraph.ts";
import type { FieldPath } from "../graph/fieldPath.ts";
import type { LineageGraph } from "../graph/lineageGraph.ts";
import type { LineageView } from "../useLineageView.ts";
import { LineageTree } from "./LineageTree.tsx";
import { fieldFacts, nodeFacts } from "./rowFacts.ts";

/** The lineage as a table: of products, or of the field that is lit. */
export function LineageTable({
  graph,
  fields,
  path,
  view: { level, expansion, change },
}: {
  graph: LineageGraph;
  fields: FieldGraph;
  path: FieldPath | undefined;
  view: LineageView;
}) {
  const lit = path?.field;
  const of = useMemo(
    () => (lit === undefined ? graph : { root: lit, neighbours: fields.neighbours }),
    [graph, fields, lit],
  );
  const factsOf = useMemo(
    () => (lit === undefined ? nodeFacts(graph, level === "field") : fieldFacts(graph, fields)),
    [graph, fields, lit, level],
  );
  return (
    <LineageTree
      key={lit}
      label={`Lineage of ${lit === undefined ? graph.root : shortNameOfField(lit)}`}
      of={of}
      expansion={expansion}
      onExpand={(changed) => change({ expansion: changed })}
      factsOf={factsOf}
    />
  );
}
