import { useSearch } from "@tanstack/react-router";
import { Archive } from "lucide-react";
import { useMemo, useState } from "react";
import { useMesh } from "../mesh/useMesh.ts";
import { useProductKey } from "../product/useProduct.ts";
import { Asked } from "../ui/Asked.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { State } from "../ui/State.tsx";
import { AnsweredAtProvider } from "./answeredAt.ts";
import { lineageGraph, type LineageAnswer } from "./graph/lineageGraph.ts";
import { Lineage } from "./lineage.query.ts";
import { LineageOf } from "./LineageOf.tsx";
import { PictureSkeleton } from "./picture/PictureSkeleton.tsx";
import { useFittingShape } from "./useFittingShape.ts";

/** Where a product comes from and who depends on it. */
export function LineageTab() {
  const query = useMesh(Lineage, useProductKey());
  const [openedAt] = useState(() => performance.now());
  // An answer may have been there before the page was opened.
  const answeredAt = Math.max(openedAt, query.dataUpdatedAt - performance.timeOrigin);
  return (
    <AnsweredAtProvider value={answeredAt}>
      <Asked query={query} waiting={<Waiting />}>
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

/** As high as what will be there. */
function Waiting() {
  const { as } = useSearch({ from: "/products/$ref/lineage" });
  const fitting = useFittingShape();
  return (
    <Panel title="Lineage" about="…" flush>
      {(as ?? fitting) === "graph" ? <PictureSkeleton /> : <Skeleton lines={7} label="Loading the lineage" />}
    </Panel>
  );
}
