import type { Consumer } from "./consumer.ts";
import { allOf, anyOf, nobody, type Rule } from "./rule.ts";

/** Whom a rule is weighed for: a consumer, with the purpose that counts for the product. */
export interface Bearer {
  readonly consumer: Consumer;
  readonly purpose: string | null;
}

/** Whether a rule is satisfied, and the part of it that decided: the alternative that is, or what is missing. */
export interface Weighed {
  readonly satisfied: boolean;
  readonly part: Rule;
}

/** Whether a rule is satisfied, without the part of it that decided. */
export function isSatisfied(rule: Rule, bearer: Bearer): boolean {
  switch (rule.kind) {
    case "anyOf":
      return rule.rules.some((each) => isSatisfied(each, bearer));
    case "allOf":
      return rule.rules.length > 0 && rule.rules.every((each) => isSatisfied(each, bearer));
    default:
      return fits(rule, bearer);
  }
}

/** Weighs a rule. A kind this code does not know is satisfied by nobody. */
export function weighRule(rule: Rule, bearer: Bearer): Weighed {
  switch (rule.kind) {
    case "anyOf":
      return weighAny(rule.rules.map((each) => weighRule(each, bearer)));
    case "allOf":
      return weighAll(rule.rules.map((each) => weighRule(each, bearer)));
    default:
      return { satisfied: fits(rule, bearer), part: rule };
  }
}

type Leaf = Exclude<Rule, { readonly kind: "anyOf" | "allOf" }>;

function fits(rule: Leaf, { consumer, purpose }: Bearer): boolean {
  switch (rule.kind) {
    case "anyone":
      return true;
    case "role":
      return consumer.roles.includes(rule.role);
    case "scope":
      return consumer.scopes.includes(rule.scope);
    case "team":
      return consumer.roles.includes(`team:${rule.team}`);
    case "purpose":
      return purpose === rule.purpose;
    case "consumer":
      return consumer.id === rule.consumer;
    default:
      return false;
  }
}

function weighAny(alternatives: readonly Weighed[]): Weighed {
  const satisfied = alternatives.find((each) => each.satisfied);
  if (satisfied !== undefined) return satisfied;
  const missing = alternatives.map(({ part }) => part).filter((part) => part.kind !== "nobody");
  return { satisfied: false, part: only(missing) ?? (missing.length === 0 ? nobody : anyOf(...missing)) };
}

function weighAll(parts: readonly Weighed[]): Weighed {
  const missing = parts.filter((each) => !each.satisfied);
  const satisfied = parts.length > 0 && missing.length === 0;
  return { satisfied, part: together((satisfied ? parts : missing).map(({ part }) => part)) };
}

/** Rules as one that wants all of them, each once; nobody if one of them wants nobody, or there is none. */
export function together(rules: readonly Rule[]): Rule {
  if (rules.length === 0 || rules.some((each) => each.kind === "nobody")) return nobody;
  const flat = rules.flatMap((each) => (each.kind === "allOf" ? each.rules : [each]));
  const distinct = [...new Map(flat.map((each) => [JSON.stringify(each), each])).values()];
  return only(distinct) ?? allOf(...distinct);
}

const only = (rules: readonly Rule[]): Rule | undefined => (rules.length === 1 ? rules[0] : undefined);
