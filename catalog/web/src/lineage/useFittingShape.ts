import { useMedia } from "../ui/useMedia.ts";

/** What lineage is shown as unless somebody chooses: a graph where there is room for one. */
export const useFittingShape = (): "graph" | "table" => (useMedia("(max-width: 640px)") ? "table" : "graph");
