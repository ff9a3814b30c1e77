import type { Consumer } from "./consumer.ts";
import { explainRule } from "./explainRule.ts";
import type { Mask } from "./mask.ts";
import type { Policy } from "./policy.ts";
import { effectivePurpose, possiblePurposes } from "./purposes.ts";
import { nobody, type Rule } from "./rule.ts";
import { type Bearer, isSatisfied, together, weighRule } from "./weighRule.ts";

/** What the decision needs to know of a field. */
export interface GovernedField {
  readonly name: string;
  readonly mask?: Mask;
  /** A read rule narrower than the product's. */
  readonly read?: Rule;
  /** A write rule narrower than the product's. */
  readonly write?: Rule;
}

/** May this consumer do this with the product or, with `field`, with one of its fields? */
export interface DecisionRequest {
  readonly action: "read" | "write";
  readonly policy: Policy;
  readonly field?: GovernedField | undefined;
  readonly consumer: Consumer;
}

/** Why a decision is as it is, in words. */
export interface Reasons {
  /** The rule that decided: of a refusal or a mask the one that is not satisfied, else all that were asked. */
  readonly rule: string;
  /** Which alternative was satisfied (`role analyst`), or what is missing (`missing team customers`). */
  readonly because: string;
  /** The purpose that counted for the product, if any. */
  readonly purpose: string | null;
}

/** As it is, masked, or not at all. */
export type Decision = Reasons &
  (
    | { readonly effect: "allow" }
    | { readonly effect: "mask"; readonly mask: Mask }
    | { readonly effect: "deny" }
  );

/**
 * The one decision on who may do what with data; pure. A whole product is never masked, and a write never is. The
 * product's own rule is part of the decision on a field; what has no rule is denied.
 */
export function decide(request: DecisionRequest): Decision {
  const { policy, consumer } = request;
  const purpose = effectivePurpose(policy, consumer);
  const satisfied: { readonly rule: Rule; readonly part: Rule }[] = [];
  for (const { rule, otherwise } of gates(request)) {
    const { satisfied: passed, part } = weighRule(rule, { consumer, purpose });
    if (!passed) return { ...otherwise, ...reasons(rule, missing(part, policy, consumer), purpose) };
    satisfied.push({ rule, part });
  }
  const because = explainRule(together(satisfied.map(({ part }) => part)));
  return { effect: "allow", ...reasons(together(satisfied.map(({ rule }) => rule)), because, purpose) };
}

/** What `decide` answers, without why: for those who decide on every request and tell the reasons of refusals alone. */
export function effectOf(request: DecisionRequest): Decision["effect"] {
  const { policy, consumer } = request;
  const bearer: Bearer = { consumer, purpose: effectivePurpose(policy, consumer) };
  const shut = gates(request).find(({ rule }) => !isSatisfied(rule, bearer));
  return shut === undefined ? "allow" : shut.otherwise.effect;
}

/** A rule on the way to data, and what becomes of whom it does not let pass. */
interface Gate {
  readonly rule: Rule;
  readonly otherwise: { readonly effect: "deny" } | { readonly effect: "mask"; readonly mask: Mask };
}

function gates({ action, policy, field }: DecisionRequest): readonly Gate[] {
  const isRead = action === "read";
  const all: Gate[] = [closed(isRead ? policy.read : (policy.write ?? nobody))];
  const own = isRead ? field?.read : field?.write;
  const mask = isRead ? field?.mask : undefined;
  if (own !== undefined) all.push(closed(own));
  if (mask !== undefined) all.push({ rule: policy.unmask, otherwise: { effect: "mask", mask } });
  return all;
}

const closed = (rule: Rule): Gate => ({ rule, otherwise: { effect: "deny" } });

const reasons = (rule: Rule, because: string, purpose: string | null): Reasons => ({
  rule: explainRule(rule),
  because,
  purpose,
});

/** What is missing, in words; a purpose that only has to be declared is told apart. */
function missing(part: Rule, policy: Policy, consumer: Consumer): string {
  const named = purposesIn(part);
  const declarable = possiblePurposes(policy, consumer).filter((each) => named.includes(each));
  const hint = declarable.length === 0 ? "" : ` (purpose ${declarable.join(", ")} has to be declared)`;
  return part.kind === "nobody" ? "nobody may" : `missing ${explainRule(part)}${hint}`;
}

function purposesIn(rule: Rule): readonly string[] {
  if (rule.kind === "purpose") return [rule.purpose];
  return rule.kind === "anyOf" || rule.kind === "allOf" ? rule.rules.flatMap(purposesIn) : [];
}
