import type { EntityGroup, PathSegment, PlanNode, Requirement } from "../engine/index.ts";

/** A plan as a consumer is shown it: what is asked of which context, in which order. */
export type ShownPlan =
  | { readonly kind: "sequence" | "parallel"; readonly steps: readonly ShownPlan[] }
  | {
      readonly kind: "condition";
      readonly variable: string;
      readonly whenTrue?: ShownPlan;
      readonly otherwise?: ShownPlan;
    }
  | {
      readonly kind: "fetch" | "entities";
      readonly subgraph: string;
      /** Where in the answer the entities stand: `customers.@.score`. */
      readonly paths?: readonly string[];
      /** What of them is sent along. */
      readonly requires?: readonly string[];
      readonly operation: string;
    };

/** Shows a plan; nothing of what the engine only needs to execute it. */
export function shownPlan(plan: PlanNode): ShownPlan {
  switch (plan.kind) {
    case "sequence":
    case "parallel":
      return { kind: plan.kind, steps: plan.nodes.map(shownPlan) };
    case "condition": {
      const { variable, whenTrue, otherwise } = plan;
      return {
        kind: "condition",
        variable,
        ...(whenTrue && { whenTrue: shownPlan(whenTrue) }),
        ...(otherwise && { otherwise: shownPlan(otherwise) }),
      };
    }
    case "fetch":
      return { kind: "fetch", subgraph: plan.subgraph, operation: plan.operation };
    case "rootAgain":
      return {
        kind: "fetch",
        subgraph: plan.subgraph,
        paths: [pathText(plan.path)],
        operation: plan.operation,
      };
    case "entities":
      return {
        kind: "entities",
        subgraph: plan.subgraph,
        paths: plan.groups.flatMap(({ paths }) => paths.map(pathText)),
        requires: [...new Set(plan.groups.flatMap(required))],
        operation: plan.operation,
      };
  }
}

const pathText = (path: readonly PathSegment[]): string => path.map(segmentText).join(".");

function segmentText(segment: PathSegment): string {
  if (segment.kind === "items") return "@";
  return segment.kind === "field" ? segment.name : `|${segment.names.join("|")}|`;
}

const required = ({ requires }: EntityGroup): readonly string[] => requires.map(requirementText);

function requirementText({ name, below, kind }: Requirement): string {
  const inner = below.length === 0 ? "" : ` { ${below.map(requirementText).join(" ")} }`;
  return `${kind === "type" ? `... on ${name}` : name}${inner}`;
}
