import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { GraphQLSchema } from "graphql";
import { auditRules } from "../authorize/auditRules.ts";
import type { ComputedFields } from "../authorize/computedFields.ts";
import { compileRules, type EvaluateRules } from "../authorize/evaluateRules.ts";
import { deny } from "../authorize/loadShield.ts";
import { mergeRules } from "../authorize/mergeRules.ts";
import { presentRules } from "../authorize/presentRules.ts";
import { productInputRules, productRules } from "../authorize/productRules.ts";
import type { RuleTree } from "../authorize/ruleTree.ts";
import { nodeRules } from "./nodeRules.ts";

/** What the rules of a mesh follow from. */
export interface RuledMesh {
  readonly apiSchema: GraphQLSchema;
  readonly products: readonly ProductDescriptor[];
  /** The hand-written rules, for everything that no product's policy rules on. */
  readonly permissions: RuleTree;
  /** Whether `node` is the gateway's own field. */
  readonly hasOwnNode: boolean;
  readonly inputsOf: ComputedFields;
}

/**
 * Compiles and audits all rules of a mesh. A field that is computed from others takes their rules besides its own, as
 * far as consumers can name them: the strictest of all decides. Throws TypeError where a field has no rule.
 */
export function meshRules(mesh: RuledMesh): EvaluateRules {
  const { apiSchema, products, permissions, hasOwnNode, inputsOf } = mesh;
  const subscription = apiSchema.getSubscriptionType() ?? undefined;
  const rules = mergeRules(
    presentRules(permissions, apiSchema),
    // A context of an earlier release has no changes to tell.
    presentRules(productRules(products), apiSchema),
    hasOwnNode ? presentRules(nodeRules(products), apiSchema) : {},
    // Never executed as such: each event of a subscription is a query, and the rules on that decide.
    subscription === undefined ? {} : { [subscription.name]: deny },
  );
  auditRules(apiSchema, rules);
  return compileRules(apiSchema, rules, {
    inputsOf: (type, field) => inputsOf(type, field).filter((input) => isShown(apiSchema, input)),
    tree: { ...rules, ...presentRules(productInputRules(products), apiSchema) },
  });
}

/** What no consumer can name, no policy rules on: it stands in the supergraph for the planner alone. */
function isShown(schema: GraphQLSchema, { type, field }: ReturnType<ComputedFields>[number]): boolean {
  const shown = schema.getType(type);
  return shown !== undefined && "getFields" in shown && Object.hasOwn(shown.getFields(), field.name);
}
