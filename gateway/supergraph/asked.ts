import type { Selection } from "../authorize/collectSelections.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import type { Answered } from "../measure/index.ts";
import type { Answer, RequestContext } from "../types.ts";
import type { PreparedOperation } from "./prepareOperation.ts";

/** An operation that is being answered: its variables are coerced, what does not count is left out. */
export interface Asked {
  readonly prepared: PreparedOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly selections: readonly Selection[];
  readonly refusals: readonly Refusal[];
  /** Whether the data may be answered as text. */
  readonly takesText: boolean;
}

/** How it ended: what the consumer is given, and what is to be counted. */
export interface Ended {
  readonly answer: Answer;
  readonly answered: Answered;
}

/** Has an operation executed, on behalf of the context it gives, unless it is known already how that would end. */
export type Through = (
  asked: Asked,
  context: RequestContext,
  execute: (on: RequestContext) => Promise<Ended> | Ended,
) => Promise<Ended> | Ended;
