import { Archive } from "lucide-react";
import { useMemo, useState } from "react";
import { useMesh } from "../mesh/useMesh.ts";
import { useProductKey } from "../product/useProduct.ts";
import { Asked } from "../ui/Asked.tsx";
import { State } from "../ui/State.tsx";
import { AnsweredAtProvider } from "./answeredAt.ts";
import { lineageGraph, type LineageAnswer } from "./graph/lineageGraph.ts";
import { Lineage } from "./lineage.query.ts";
import { LineageOf } from "./LineageOf.tsx";
import { LineageWaiting } from "./LineageWaiting.tsx";

/** Where a product comes from and who depends on it. */
export function LineageTab() {
  const query = useMesh(Lineage, useProductKey());
  const [openedAt] = useState(() => performance.now());
  // An answer may have been there before the page was opened.
  const answeredAt = Math.max(openedAt, query.dataUpdatedAt - performance.timeOrigin);
  return (
    <AnsweredAtProvider value={answeredAt}>
      <Asked query={query} waiting={<LineageWaiting />}>
        {({ dataProduct }) => dataProduct && <Answered answer={dataProduct.lineage} />}
      </Asked>
    </AnsweredAtProvider>
  );
}

function Answered({ answer }: { answer: LineageAnswer }) {
  const graph = useMemo(() => lineageGraph(answer), [answer]);
  if (graph !== undefined) return <LineageOf key={graph.root} graph={graph} />;
  return (
    <State icon={Archive} title="Nothing is derived any more">
      The product is retired: lineage tells of products that are served.
    </State>
  );
}
