export { fieldSources, type FieldSources } from "./fieldSources.ts";
export type {
  Derivation,
  FieldEdge,
  Lineage,
  LineageEdge,
  LineageNode,
  LineageSource,
  NamedModel,
} from "./lineage.ts";
export { lineageGraph, type LineageBounds, type LineageGraph } from "./lineageGraph.ts";
export { MODEL_FIELDS, modelId, type ModelSource, namesModels } from "./modelFields.ts";
export { eventTypesText, sourceText } from "./sourceText.ts";
