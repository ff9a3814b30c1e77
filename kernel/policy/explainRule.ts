import type { Rule } from "./rule.ts";

/** The rule in words, for denials and the catalog: `role analyst or (role owner and purpose reporting)`. */
export function explainRule(rule: Rule): string {
  switch (rule.kind) {
    case "anyone":
      return "every authenticated consumer";
    case "nobody":
      return "nobody";
    case "role":
      return `role ${rule.role}`;
    case "scope":
      return `scope ${rule.scope}`;
    case "team":
      return `team ${rule.team}`;
    case "purpose":
      return `purpose ${rule.purpose}`;
    case "consumer":
      return `consumer ${rule.consumer}`;
    case "anyOf":
      return joined(rule.rules, " or ");
    case "allOf":
      return joined(rule.rules, " and ");
    default:
      // A kind of a newer version, read from the catalog: it lets nobody in.
      return "nobody";
  }
}

function joined(rules: readonly Rule[], word: " or " | " and "): string {
  if (rules.length === 0) return "nobody";
  return rules.map((each) => (isCompound(each) ? `(${explainRule(each)})` : explainRule(each))).join(word);
}

function isCompound(rule: Rule): boolean {
  return (rule.kind === "anyOf" || rule.kind === "allOf") && rule.rules.length > 1;
}
