import type { FieldNode, GraphQLField } from "graphql";
import { argumentReader } from "./argumentReader.ts";
import type { Selection } from "./collectSelections.ts";
import type { CompiledRule, FindRule, Guard } from "./compileGuards.ts";
import type { RuleInput } from "./computedFields.ts";

/** One evaluation of a rule. All places where it would be the same one share it. */
export interface Check {
  readonly guard: Guard;
  /** What the rule is shown as arguments. Throws GraphQLError for variables that cannot be used as arguments. */
  readonly argumentsFor: (variables: Readonly<Record<string, unknown>>) => object;
}

/** What a selection has to pass, its own check first. */
export type ChecksOf = (selection: Pick<Selection, "type" | "field" | "node">) => readonly Check[];

/** Rules and what else a field depends on. */
export interface Checked {
  readonly ruleOf: FindRule;
  /** The rules of what is only read to compute something else. */
  readonly inputRuleOf: FindRule;
  readonly inputsOf: (type: string, field: string) => readonly RuleInput[];
}

/**
 * Works out the checks of selections, once for each. A rule sees consumer and arguments and nothing else, so all fields
 * without arguments that it stands on need one check between them.
 */
export function ruleChecks({ ruleOf, inputRuleOf, inputsOf }: Checked): ChecksOf {
  const known = new WeakMap<Asked, readonly Check[]>();
  const shared = new Map<CompiledRule["rule"], Check>();
  const checkOf = ({ rule, guard }: CompiledRule, { field, node }: Asked): Check => {
    if (field.args.length > 0) return { guard, argumentsFor: argumentReader(field, node) };
    const check = shared.get(rule) ?? { guard, argumentsFor: noArguments };
    shared.set(rule, check);
    return check;
  };
  const checksOf: ChecksOf = ({ type, field, node }) => [
    checkOf(ruleOf(type.name, field.name), { field, node }),
    ...inputsOf(type.name, field.name).map((input) => {
      return checkOf(inputRuleOf(input.type, input.field.name), input);
    }),
  ];
  return (selection) => {
    const checks = known.get(selection) ?? checksOf(selection);
    known.set(selection, checks);
    return checks;
  };
}

interface Asked {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
}

const NO_ARGUMENTS = Object.freeze({});
const noArguments = (): object => NO_ARGUMENTS;
