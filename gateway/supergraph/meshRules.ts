import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { GraphQLSchema } from "graphql";
import { auditRules } from "../authorize/auditRules.ts";
import type { ComputedFields } from "../authorize/computedFields.ts";
import { beforeFetching } from "../authorize/beforeFetching.ts";
import { compileRules, type EvaluateRules } from "../authorize/evaluateRules.ts";
import { deny } from "../authorize/loadShield.ts";
import { mergeRules } from "../authorize/mergeRules.ts";
import { presentRules } from "../authorize/presentRules.ts";
import { productInputRules, productRules } from "../authorize/productRules.ts";
import type { RuleTree } from "../authorize/ruleTree.ts";
import { type ValueRules, valueRules } from "../authorize/valueRules.ts";
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

/** The compiled rules of a mesh. */
export interface MeshRules {
  /** What is decided before planning. */
  readonly evaluate: EvaluateRules;
  /** What can only be decided on fetched values; undefined where there is no such rule. */
  readonly values: ValueRules | undefined;
}

/**
 * Compiles and audits all rules of a mesh. A field that is computed from others takes their rules besides its own, as
 * far as consumers can name them: the strictest of all decides. Throws TypeError where a field has no rule.
 */
export function meshRules(mesh: RuledMesh): MeshRules {
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
  const shownInputs: ComputedFields = (type, field) =>
    inputsOf(type, field).filter((input) => isShown(apiSchema, input));
  const inputRules = { ...rules, ...presentRules(productInputRules(products), apiSchema) };
  return {
    evaluate: compileRules(apiSchema, beforeFetching(rules), {
      inputsOf: shownInputs,
      tree: beforeFetching(inputRules),
    }),
    values: unmaskedValues(
      valueRules(apiSchema, rules, { inputsOf: shownInputs, tree: inputRules }),
      products,
    ),
  };
}

/** A rule that was shown a masked value would decide on something else than what it means. */
function unmaskedValues(
  values: ValueRules | undefined,
  products: readonly ProductDescriptor[],
): ValueRules | undefined {
  for (const { graphql, fields } of values === undefined ? [] : products) {
    const masked = fields.filter(({ mask }) => mask !== undefined).map(({ name }) => name);
    const shown = values?.fieldsOf(graphql.type).find(({ name }) => masked.includes(name));
    if (shown !== undefined)
      throw new TypeError(`a rule on ${graphql.type} asks for ${shown.name}, which is masked for some`);
  }
  return values;
}

/** What no consumer can name, no policy rules on: it stands in the supergraph for the planner alone. */
function isShown(schema: GraphQLSchema, { type, field }: ReturnType<ComputedFields>[number]): boolean {
  const shown = schema.getType(type);
  return shown !== undefined && "getFields" in shown && Object.hasOwn(shown.getFields(), field.name);
}
