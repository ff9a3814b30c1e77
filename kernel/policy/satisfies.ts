import type { Consumer } from "./consumer.ts";
import type { Rule } from "./rule.ts";

/** Whether the consumer fulfils the rule. A kind this code does not know is fulfilled by nobody. */
export function satisfies(consumer: Consumer, rule: Rule): boolean {
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
      return consumer.purpose === rule.purpose;
    case "anyOf":
      return rule.rules.some((each) => satisfies(consumer, each));
    case "allOf":
      return rule.rules.length > 0 && rule.rules.every((each) => satisfies(consumer, each));
    default:
      return false;
  }
}
