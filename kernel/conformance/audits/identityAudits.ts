import { explainRule } from "../../policy/explainRule.ts";
import { nobody } from "../../policy/rule.ts";
import { type Audit, HOUSE } from "../audit.ts";

export const identityAudits: readonly Audit[] = [
  {
    id: "owned-versioned-governed",
    level: "MUST",
    source: HOUSE,
    requires: "owner with contact, semantic version, SLA, lineage and policy",
    findings: ({ descriptor }) => [
      ...(descriptor.owner.team && descriptor.owner.contact.includes("@") ? [] : ["owner cannot be reached"]),
      ...(/^\d+\.\d+\.\d+$/.test(descriptor.version) ? [] : ["version is not semantic"]),
      ...(Object.keys(descriptor.sla).length >= 4 ? [] : ["an SLA objective is missing"]),
      ...(descriptor.inputs.some((input) => input.kind === "events") ? [] : ["not derived from events"]),
      ...(descriptor.policy.read.kind === "nobody" ? ["nobody may read it"] : []),
    ],
    evidence: ({ descriptor: { version, owner, policy } }) =>
      `${version} of ${owner.team} (${owner.contact}), read by ${explainRule(policy.read)}`,
  },
  {
    id: "owner-is-context",
    level: "SHOULD",
    source: HOUSE,
    requires: "the owner of a product is the owner of its context",
    findings: ({ context, descriptor }) =>
      context.owner.team === descriptor.owner.team
        ? []
        : [`${descriptor.owner.team} is not ${context.owner.team}`],
    evidence: ({ context }) => `both are ${context.owner.team}`,
  },
  {
    id: "writers-named",
    level: "SHOULD",
    source: HOUSE,
    requires: "the policy says who may submit the events the product is derived from",
    findings: ({ descriptor: { policy } }) =>
      explainRule(policy.write ?? nobody) === "nobody" ? ["nobody may write it"] : [],
    evidence: ({ descriptor: { policy } }) => `written by ${explainRule(policy.write ?? nobody)}`,
  },
];
