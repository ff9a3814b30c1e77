export { type Completed, type Completion, completionOf } from "./complete/completion.ts";
export { type ExecutablePlan, type Executed, type FederationEngine, federationEngine } from "./engine.ts";
export type { EntityGroup, PathSegment, PlanNode, Requirement } from "./plan/planNode.ts";
export { type FieldNames, fieldNames } from "./plan/fieldNames.ts";
export { subgraphUrls } from "./plan/subgraphUrls.ts";
export type { ShapeParts } from "./complete/slots.ts";
export { type PassableText, passableText } from "./pass/passableText.ts";
export type { CallSubgraph, SubgraphQuery, SubgraphResult } from "./subgraphCall.ts";
