import type { Rule } from "../../policy/rule.ts";
import { type Audit, type Audited, HOUSE } from "../audit.ts";

/** What says nothing of why data is used. */
const VAGUE =
  /^(any|all|every|everything|general|misc|miscellaneous|other|various|business|default|none|tbd|todo|\*)$/i;

export const purposeAudits: readonly Audit[] = [
  {
    id: "purposes-specified",
    level: "MUST",
    under: "GDPR",
    source: "GDPR art. 5(1)(b): purpose limitation",
    requires: "the purposes are specified and explicit",
    findings: vaguePurposes,
    evidence: purposesOf,
  },
  {
    id: "purposes-disclosed",
    level: "MUST",
    under: "CCPA",
    source: "CCPA § 1798.100(a)(1): purposes of use",
    requires: "the purposes for which personal information is used are disclosed",
    findings: vaguePurposes,
    evidence: purposesOf,
  },
  {
    id: "purposes-can-count",
    level: "MUST",
    source: HOUSE,
    requires: "a rule asks only for purposes that the product has, since no other ever counts",
    findings: (audited) =>
      purposesAskedFor(audited)
        .filter((asked) => !audited.descriptor.policy.purposes.includes(asked))
        .map((asked) => `a rule asks for ${asked}, which is not among the product's purposes`),
    evidence: (audited) => {
      const asked = purposesAskedFor(audited);
      return asked.length === 0 ? "no rule asks for a purpose" : `rules ask for ${asked.join(", ")}`;
    },
  },
];

function vaguePurposes({ descriptor: { policy } }: Audited): readonly string[] {
  if (policy.purposes.length === 0) return ["it has no purpose"];
  return policy.purposes
    .filter((purpose) => purpose.trim().length < 3 || VAGUE.test(purpose.trim()))
    .map((purpose) => `"${purpose}" says nothing of why the data is used`);
}

function purposesOf({ descriptor: { policy } }: Audited): string {
  return `purposes ${policy.purposes.join(", ")}`;
}

function purposesAskedFor({ descriptor: { policy, fields } }: Audited): readonly string[] {
  const rules = [
    policy.read,
    policy.write,
    policy.unmask,
    ...fields.flatMap(({ read, write }) => [read, write]),
  ];
  return [...new Set(rules.flatMap((rule) => (rule === undefined ? [] : purposesIn(rule))))];
}

function purposesIn(rule: Rule): readonly string[] {
  if (rule.kind === "purpose") return [rule.purpose];
  return rule.kind === "anyOf" || rule.kind === "allOf" ? rule.rules.flatMap(purposesIn) : [];
}
