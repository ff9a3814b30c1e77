import type { Consumer } from "@datamesh/kernel/policy";
import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { GraphQLFormattedError } from "graphql";
import { type AskedAndAnswered, type FindAccesses, tellsByVariables } from "../audit/index.ts";
import type { Selection } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import { type Occurs, refusedUses, withheld } from "../authorize/withheld.ts";
import type { Answer, Withheld } from "../types.ts";
import { distinct, errorAt } from "./answerErrors.ts";
import { deprecationsIn } from "./deprecations.ts";
import { onceFor } from "./onceFor.ts";

/** What an answer tells besides its data. */
export type Account = Pick<Answer, "errors" | "withheld" | "accesses" | "deprecations">;

/** What accounting depends on. */
export interface AccountingParts {
  readonly products: readonly ProductDescriptor[];
  readonly findAccesses: FindAccesses;
}

/** Accounts for an answer to a consumer. */
export type AccountFor = (answered: AskedAndAnswered, consumer: Consumer) => Account;

/**
 * Accounting for answers. Where nothing was refused, nothing failed, and what is selected does not depend on the data,
 * an operation tells the same of itself to the same consumer every time, so that is worked out once.
 */
export function accounting(parts: AccountingParts): AccountFor {
  const plain = onceFor((selections: readonly Selection[]) => plainAccounts(parts, selections));
  return (answered, consumer) => {
    const isPlain = answered.refusals.length === 0 && answered.failures.length === 0;
    return (
      (isPlain && plain(answered.selections)?.(answered, consumer)) || account(parts, answered, consumer)
    );
  };
}

function account(
  { products, findAccesses }: AccountingParts,
  answered: AskedAndAnswered,
  consumer: Consumer,
): Account {
  const { selections, refusals, failures, occurs } = answered;
  return {
    errors: [...refusalErrors(refusals, occurs), ...failures],
    withheld: [...withheld(selections, refusals, products, consumer, occurs), ...deniedBySubgraphs(failures)],
    accesses: findAccesses(answered, consumer),
    ...deprecationsIn(answered, products),
  };
}

/** Undefined where only data tells what an operation is about. */
function plainAccounts(parts: AccountingParts, selections: readonly Selection[]): AccountFor | undefined {
  if (!isCertain(selections)) return undefined;
  const readsVariables = selections.some(tellsByVariables);
  const accounts = new WeakMap<Consumer, Account>();
  return (answered, consumer) => {
    const known = accounts.get(consumer);
    if (known === undefined) {
      const made = account(parts, answered, consumer);
      accounts.set(consumer, made);
      return made;
    }
    return readsVariables ? { ...known, accesses: parts.findAccesses(answered, consumer) } : known;
  };
}

/** Whether all that is selected counts, whatever the data: nothing stands below an interface or union. */
export function isCertain(selections: readonly Selection[]): boolean {
  return selections.every(({ uses }) => uses.every(({ certain }) => certain));
}

/** One error for each refused selection, at its path without list indices. */
export function refusalErrors(
  refusals: readonly Refusal[],
  occurs: Occurs,
): readonly GraphQLFormattedError[] {
  const errors = refusals.flatMap((refusal) =>
    refusedUses(refusal, refusals, occurs).map(({ path }) => errorAt(refusal.error, path)),
  );
  return distinct(errors);
}

/** A subgraph checks again, and may know a policy that has just become narrower. */
function deniedBySubgraphs(errors: readonly GraphQLFormattedError[]): readonly Withheld[] {
  const denied = errors.filter(({ path, extensions }) => path && extensions?.["code"] === "FORBIDDEN");
  const paths = denied.map(({ path = [] }) => path.filter((segment) => typeof segment === "string"));
  const known = new Map(paths.map((path) => [path.join(" "), path]));
  return [...known.values()].map((path) => ({ path, reason: "DENIED" }));
}
