import { useSearch } from "@tanstack/react-router";
import { Panel } from "../ui/Panel.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { NEAREST } from "./graph/expansion.ts";
import { LineageToolbar } from "./LineageToolbar.tsx";
import { PictureSkeleton } from "./picture/PictureSkeleton.tsx";
import { useFittingShape } from "./useFittingShape.ts";

/** Stands where the lineage will be, as high as it will be. */
export function LineageWaiting() {
  const search = useSearch({ from: "/products/$ref/lineage" });
  const fitting = useFittingShape();
  const as = search.as ?? fitting;
  const level = search.field === undefined ? (search.level ?? "product") : "field";
  const view = {
    level,
    as,
    lit: undefined,
    only: false,
    expansion: NEAREST,
    change: () => undefined,
  } as const;
  return (
    <Panel
      title="Lineage"
      about="…"
      flush
      aside={
        <div inert>
          <LineageToolbar root="" fields={{ edges: [] }} view={view} />
        </div>
      }
    >
      {as === "graph" ? <PictureSkeleton /> : <Skeleton lines={7} label="Loading the lineage" />}
    </Panel>
  );
}
