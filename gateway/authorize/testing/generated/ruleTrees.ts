import { createRequire } from "node:module";
import { setImmediate } from "node:timers/promises";
import { MeshError } from "@datamesh/kernel";
import { getNamedType, type GraphQLObjectType, type GraphQLSchema, isLeafType, isObjectType } from "graphql";
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

/** What rules answer of the value of a field. */
const ON_VALUES: readonly ((value: unknown, args: Args, context: RuleContext) => unknown)[] = [
  (value) => value === "x",
  (value) => value !== null,
  (value) => value === "y" || new Error("not yours"),
  (value, { n }) => value === 1 && n === 2,
  (value, _args, context) => (value === "x") === isAnalyst(context),
  async (value) => {
    await setImmediate();
    return value !== "x";
  },
  (value) => {
    if (value === "y") throw new Error("the database is down");
    return true;
  },
];

/**
 * Rules for every field of a schema, free of what graphql-shield ignores, keeps or turns into its opposite; with values,
 * some ask for those of the object that the field stands in.
 */
export function ruleTree(schema: GraphQLSchema, choices: Choices, withValues = false): RuleTree {
  let made = 0;
  const named = (): string => `rule ${(made += 1)}`;
  const leaf = (answers: typeof ANSWERS): ShieldRule => {
    const answer = choices.oneOf(answers);
    return rule(named(), { cache: "no_cache" })(
      (_parent: unknown, args: Args, context: RuleContext) => answer(args, context) as boolean,
    );
  };
  const leafOn = (type: GraphQLObjectType): ShieldRule => {
    const fields = Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
    const { name } = choices.oneOf(fields);
    const answer = choices.oneOf(ON_VALUES);
    return rule(named(), { cache: "no_cache", fragment: `fragment F on ${type.name} { ${name} }` })(
      (parent: Readonly<Record<string, unknown>>, args: Args, context: RuleContext) =>
        answer(parent[name], args, context) as boolean,
    );
  };
  const anyRule = (depth: number, single: () => ShieldRule): ShieldRule => {
    const parts = (): ShieldRule[] =>
      Array.from({ length: 1 + choices.upTo(2) }, () => anyRule(depth - 1, single));
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
        return not(anyRule(depth - 1, () => leaf(ANSWERS)));
      default:
        return single();
    }
  };
  const ruledOn = (type: GraphQLObjectType) => (): ShieldRule => {
    const hasValues = withValues && type !== schema.getQueryType();
    return anyRule(2, () =>
      hasValues && choices.maybe() ? leafOn(type) : leaf([...ANSWERS, ...FAILURES]),
    );
  };
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return Object.fromEntries(
    types
      .filter(({ name }) => !name.startsWith("__"))
      .map((type) => [type.name, rulesOf(type, choices, ruledOn(type))]),
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
