import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Expansion, readExpansion, writeExpansion } from "./graph/expansion.ts";
import { type FieldKey, fieldKey, nameOfField, nodeOfField } from "./graph/fieldGraph.ts";
import type { LineageGraph } from "./graph/lineageGraph.ts";
import type { LineageSearch } from "./lineageSearch.ts";
import { useFittingShape } from "./useFittingShape.ts";

/** How lineage is looked at. It lives in the address, so that links and the way back keep it. */
export interface LineageView {
  readonly level: "product" | "field";
  readonly as: "graph" | "table";
  /** The field whose path is lit. */
  readonly lit: FieldKey | undefined;
  /** Whether nothing but that path is shown. */
  readonly only: boolean;
  readonly expansion: Expansion;
  readonly change: (
    change: Partial<Pick<LineageView, "level" | "as" | "lit" | "only" | "expansion">>,
  ) => void;
}

/** The view that the address says, and the way to another one. */
export function useLineageView({ root, nodes }: LineageGraph): LineageView {
  const search = useSearch({ from: "/products/$ref/lineage" });
  const navigate = useNavigate();
  const fitting = useFittingShape();
  const expansion = useMemo(() => readExpansion(search.open), [search.open]);
  const lit = search.field === undefined ? undefined : litField(search.field);
  const view = {
    level: lit !== undefined || search.level === "field" ? "field" : "product",
    as: search.as ?? fitting,
    lit,
    only: lit !== undefined && search.only === true,
    expansion,
  } as const;
  return {
    ...view,
    change: (change) =>
      void navigate({
        to: ".",
        search: () => searchOf({ ...view, ...change }, root, change.as ?? search.as),
        resetScroll: false,
      }),
  };

  function litField(field: string): FieldKey {
    return nodes.has(nodeOfField(field)) ? field : fieldKey(root, field);
  }
}

function searchOf(
  { level, lit, only, expansion }: Pick<LineageView, "level" | "lit" | "only" | "expansion">,
  root: string,
  as: LineageSearch["as"],
): LineageSearch {
  const open = writeExpansion(expansion);
  const field = lit !== undefined && nodeOfField(lit) === root ? nameOfField(lit) : lit;
  return {
    ...(level === "field" && lit === undefined && { level }),
    ...(level === "field" && field !== undefined && { field, ...(only && { only }) }),
    ...(as !== undefined && { as }),
    ...(open !== undefined && { open }),
  };
}
