import { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import { GraphQLError, type GraphQLSchema } from "graphql";
import type { Selection } from "./collectSelections.ts";
import { compileGuards, type Verdict } from "./compileGuards.ts";
import type { ComputedFields } from "./computedFields.ts";
import { notAllowed } from "./notAllowed.ts";
import { type Check, type ChecksOf, ruleChecks } from "./ruleChecks.ts";
import type { RuleContext, RuleTree } from "./ruleTree.ts";

/** A selection that this consumer may not make, and why. */
export interface Refusal {
  readonly selection: Selection;
  readonly error: MeshError;
}

/** Evaluates the rules on selections, each once, and at once where no rule has to wait. Variables are the coerced ones. */
export type EvaluateRules = (
  selections: readonly Selection[],
  variables: Variables,
  context: RuleContext,
) => readonly Refusal[] | Promise<readonly Refusal[]>;

/** What a field that is computed from others has to pass besides its own rule. */
export interface ComputedRules {
  readonly inputsOf: ComputedFields;
  /** The rules of fields that are not shown, but used to compute what is. */
  readonly tree: RuleTree;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Compiles rules with graphql-shield itself, for a schema whose fields are never resolved here: in a
 * federated gateway the middleware it makes would never run, so it is called before planning instead, once for
 * each rule and arguments among the selections. What has no rule is denied, and a rule that throws denies.
 * Throws graphql-shield's own error for a tree it refuses.
 */
export function compileRules(schema: GraphQLSchema, tree: RuleTree, computed?: ComputedRules): EvaluateRules {
  const ruleOf = compileGuards(schema, tree);
  const checksOf = ruleChecks({
    ruleOf,
    inputRuleOf: computed === undefined ? ruleOf : compileGuards(schema, computed.tree),
    inputsOf: computed?.inputsOf ?? (() => []),
  });
  // Those of an operation are the same each time.
  const known = new WeakMap<readonly Selection[], readonly Check[]>();
  return (selections, variables, { consumer }) => {
    let checks = known.get(selections);
    if (checks === undefined) {
      checks = [...new Set(selections.flatMap(checksOf))];
      known.set(selections, checks);
    }
    let isAllowed = true;
    const verdicts: (Verdict | Promise<Verdict>)[] = [];
    for (const check of checks) {
      const verdict = begin(check, variables, consumer, undefined);
      verdicts.push(verdict);
      if (verdict !== true) isAllowed = false;
    }
    return isAllowed ? NONE : refusalsBy(verdicts, { selections, checks, checksOf });
  };
}

interface Evaluated {
  readonly selections: readonly Selection[];
  readonly checks: readonly Check[];
  readonly checksOf: ChecksOf;
}

async function refusalsBy(
  pending: readonly (Verdict | Promise<Verdict>)[],
  { selections, checks, checksOf }: Evaluated,
): Promise<readonly Refusal[]> {
  const verdicts = await Promise.all(pending.map(async (each) => each));
  const refused = new Map(checks.map((check, index) => [check, refusalIn(verdicts[index])]));
  return selections.flatMap((selection) => {
    const error = checksOf(selection)
      .map((check) => refused.get(check))
      .find((each) => each !== undefined);
    return error === undefined ? [] : [{ selection, error }];
  });
}

/** What a rule is shown, once there is an object to show. */
export interface OnObject extends RuleContext {
  /** The coerced ones. */
  readonly variables: Variables;
  /** The values that its `fragment` asks for. */
  readonly parent: object;
}

/** Evaluates one check on the values of an object: why it refuses, or undefined. */
export async function verdictOn(
  check: Check,
  { variables, consumer, parent }: OnObject,
): Promise<MeshError | undefined> {
  const verdict = begin(check, variables, consumer, parent);
  return refusalIn(verdict instanceof Promise ? await verdict : verdict);
}

function begin(
  { guard, argumentsFor }: Check,
  variables: Variables,
  consumer: Consumer,
  parent: object | undefined,
): Verdict | Promise<Verdict> {
  try {
    // A context of its own for each: graphql-shield keeps its cache in there, and no rule can leave anything for another.
    return guard(parent, argumentsFor(variables), { consumer });
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    return new MeshError("BAD_USER_INPUT", cause.message, {}, { cause });
  }
}

function refusalIn(verdict: unknown): MeshError | undefined {
  if (verdict === true) return undefined;
  return verdict instanceof MeshError ? verdict : notAllowed();
}

const NONE: readonly Refusal[] = Object.freeze([]);
