import { createRequire } from "node:module";
import { setImmediate } from "node:timers/promises";
import { MeshError } from "@datamesh/kernel";
import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { allow, and, chain, deny, or, race, rule } from "../../loadShield.ts";
import type { RuleContext, RuleTree, ShieldRule } from "../../ruleTree.ts";
import type { Choices } from "./choices.ts";

/** Not among what rules of the mesh are written with, for it allows when the rule it negates throws. */
const { not } = createRequire(import.meta.url)("graphql-shield") as {
  not: (negated: ShieldRule) => ShieldRule;
};

interface Args {
  readonly n?: number | null;
}

const isAnalyst = ({ consumer }: RuleContext): boolean => consumer.roles.includes("analyst");

/** What rules answer that never throw. */
const ANSWERS: readonly ((args: Args, context: RuleContext) => unknown)[] = [
  () => true,
  () => false,
  ({ n }) => n === 1,
  ({ n }) => (n ?? 0) < 2 || new Error("too many"),
  (_args, context) => isAnalyst(context),
  async (_args, context) => {
    await setImmediate();
    return !isAnalyst(context);
  },
  () => "a text refuses",
  () => new MeshError("FORBIDDEN", "ask the owner"),
];

/** What rules answer that are no verdict. */
const FAILURES: typeof ANSWERS = [
  () => {
    throw new Error("the database is down");
  },
  () => Promise.reject(new Error("the database is down")),
  () => undefined,
];

/** Rules for every field of a schema, free of what graphql-shield ignores, keeps or turns into its opposite. */
export function ruleTree(schema: GraphQLSchema, choices: Choices): RuleTree {
  let made = 0;
  const leaf = (answers: typeof ANSWERS): ShieldRule => {
    const answer = choices.oneOf(answers);
    return rule(`rule ${(made += 1)}`, { cache: "no_cache" })(
      (_parent: unknown, args: Args, context: RuleContext) => answer(args, context) as boolean,
    );
  };
  const anyRule = (depth: number, answers: typeof ANSWERS): ShieldRule => {
    const parts = (): ShieldRule[] =>
      Array.from({ length: 1 + choices.upTo(2) }, () => anyRule(depth - 1, answers));
    switch (depth === 0 ? choices.upTo(3) : choices.upTo(8)) {
      case 0:
        return allow;
      case 1:
        return deny;
      case 4:
        return and(...parts());
      case 5:
        return or(...parts());
      case 6:
        return chain(...parts());
      case 7:
        return race(...parts());
      case 8:
        return not(anyRule(depth - 1, ANSWERS));
      default:
        return leaf(answers);
    }
  };
  const ruled = (): ShieldRule => anyRule(2, [...ANSWERS, ...FAILURES]);
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return Object.fromEntries(
    types.filter(({ name }) => !name.startsWith("__")).map((type) => [type.name, rulesOf(type, choices, ruled)]),
  );
}

/** One rule for all fields, one for each, or some and one for those not named. */
function rulesOf(type: GraphQLObjectType, choices: Choices, ruled: () => ShieldRule): RuleTree[string] {
  const fields = Object.keys(type.getFields());
  const byField = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, ruled()]));
  switch (choices.upTo(2)) {
    case 0:
      return ruled();
    case 1:
      return byField(fields);
    default:
      return { ...byField(choices.someOf(fields)), "*": ruled() };
  }
}
