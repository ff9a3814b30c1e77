import { counted, wholeNumber } from "../ui/numbers.ts";
import { reach } from "./graph/fieldPath.ts";
import type { LineageGraph } from "./graph/lineageGraph.ts";

/** How much there is, and whether that is all. */
export function LineageSummary({ graph }: { graph: LineageGraph }) {
  const [up, down] = (["up", "down"] as const).map((side) => reach(graph, graph.root, side).size);
  return (
    <>
      {wholeNumber(up ?? 0)} upstream, {wholeNumber(down ?? 0)} downstream.
      {!graph.complete && ` That is not all: the nearest ${counted(graph.nodes.size, "node")} are told.`}
    </>
  );
}
