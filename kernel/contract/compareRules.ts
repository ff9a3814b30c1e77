import { explainRule } from "../policy/explainRule.ts";
import type { Rule } from "../policy/rule.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { type Difference, loosening } from "./difference.ts";
import { impliesRule } from "./impliesRule.ts";

/** Whom a rule lets in now: nobody less is loosened, anybody less is major, the same people are no difference. */
export function compareRules(path: string, before: Rule, after: Rule): readonly Difference[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const keepsAll = impliesRule(before, after);
  if (keepsAll && impliesRule(after, before)) return [];
  const what = `${explainRule(after)}, instead of ${explainRule(before)}`;
  if (keepsAll) return [loosening(path, `lets in more: ${what}`)];
  return [{ path, what: `no longer lets in everybody it did: ${what}`, bump: "major" }];
}
