import type { Rule } from "../policy/rule.ts";
import { type Bearer, weighRule } from "../policy/weighRule.ts";

/** With more, the consumers to try are too many. */
const MOST_CONDITIONS = 16;

/**
 * Whether everybody who satisfies the one rule also satisfies the other: decided by trying every consumer that the
 * conditions of the two can tell apart. Rules with more than 16 conditions between them are taken to imply nothing.
 */
export function impliesRule(one: Rule, other: Rule): boolean {
  const conditions = conditionsOf([one, other]);
  if (Object.values(conditions).reduce((sum, names) => sum + names.size, 0) > MOST_CONDITIONS) return false;
  for (const bearer of distinctBearers(conditions)) {
    if (weighRule(one, bearer).satisfied && !weighRule(other, bearer).satisfied) return false;
  }
  return true;
}

/** The names that rules ask for, by where a consumer has them. */
type Conditions = Readonly<Record<"roles" | "scopes" | "purposes" | "ids", Set<string>>>;

function conditionsOf(rules: readonly Rule[]): Conditions {
  const conditions = {
    roles: new Set<string>(),
    scopes: new Set<string>(),
    purposes: new Set<string>(),
    ids: new Set<string>(),
  };
  for (const rule of rules) collect(rule, conditions);
  return conditions;
}

function collect(rule: Rule, { roles, scopes, purposes, ids }: Conditions): void {
  switch (rule.kind) {
    case "role":
      return void roles.add(rule.role);
    case "team":
      return void roles.add(`team:${rule.team}`);
    case "scope":
      return void scopes.add(rule.scope);
    case "purpose":
      return void purposes.add(rule.purpose);
    case "consumer":
      return void ids.add(rule.consumer);
    case "anyOf":
    case "allOf":
      for (const each of rule.rules) collect(each, { roles, scopes, purposes, ids });
  }
}

/** Anybody has any of the roles and scopes, but one id only, and one purpose or none. */
function* distinctBearers({ roles, scopes, purposes, ids }: Conditions): Iterable<Bearer> {
  for (const held of subsets([...roles])) {
    for (const granted of subsets([...scopes])) {
      for (const purpose of [null, ...purposes]) {
        for (const id of ["", ...ids]) yield { consumer: { id, roles: held, scopes: granted }, purpose };
      }
    }
  }
}

function* subsets(names: readonly string[]): Iterable<readonly string[]> {
  for (let chosen = 0; chosen < 2 ** names.length; chosen++) {
    yield names.filter((_, index) => (chosen & (1 << index)) !== 0);
  }
}
