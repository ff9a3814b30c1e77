export { fieldSources, type FieldSources } from "./fieldSources.ts";
export type { Derivation, FieldEdge, Lineage, LineageEdge, LineageNode, LineageSource } from "./lineage.ts";
export { lineageGraph, type LineageBounds, type LineageGraph } from "./lineageGraph.ts";
export { eventTypesText, sourceText } from "./sourceText.ts";
