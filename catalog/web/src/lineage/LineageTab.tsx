import { Archive } from "lucide-react";
import { useMemo, useState } from "react";
import { useMesh } from "../mesh/useMesh.ts";
import { refOf } from "../product/productRef.ts";
import { useProductKey } from "../product/useProduct.ts";
import { Asked } from "../ui/Asked.tsx";
import { State } from "../ui/State.tsx";
import { ArrivalProvider } from "./arrival.ts";
import { lineageGraph, type LineageAnswer } from "./graph/lineageGraph.ts";
import { Lineage } from "./lineage.query.ts";
import { LineageOf } from "./LineageOf.tsx";
import { LineageWaiting } from "./LineageWaiting.tsx";

/** Where a product comes from and who depends on it. */
export function LineageTab() {
  const key = useProductKey();
  const query = useMesh(Lineage, key);
  const [opened] = useState(() => ({ ref: refOf(key), at: performance.now() }));
  // An answer may have been there before the page was opened.
  const answeredAt = Math.max(opened.at, query.dataUpdatedAt - performance.timeOrigin);
  const isFollowUp = refOf(key) !== opened.ref;
  const arrival = useMemo(() => ({ answeredAt, isFollowUp }), [answeredAt, isFollowUp]);
  return (
    <ArrivalProvider value={arrival}>
      <Asked query={query} waiting={<LineageWaiting />}>
        {({ dataProduct }) => dataProduct && <Answered answer={dataProduct.lineage} />}
      </Asked>
    </ArrivalProvider>
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
