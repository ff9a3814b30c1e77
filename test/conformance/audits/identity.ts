import type { Audit } from "../audit.ts";

export const identityAudits: readonly Audit[] = [
  {
    id: "owned-versioned-governed",
    level: "MUST",
    requires: "owner with contact, semantic version, SLA, lineage and policy",
    findings: ({ descriptor }) => [
      ...(descriptor.owner.team && descriptor.owner.contact.includes("@") ? [] : ["owner cannot be reached"]),
      ...(/^\d+\.\d+\.\d+$/.test(descriptor.version) ? [] : ["version is not semantic"]),
      ...(Object.keys(descriptor.sla).length === 4 ? [] : ["an SLA objective is missing"]),
      ...(descriptor.inputs.some((input) => input.kind === "events") ? [] : ["not derived from events"]),
      ...(descriptor.policy.read.kind === "nobody" ? ["nobody may read it"] : []),
    ],
  },
  {
    id: "owner-is-context",
    level: "SHOULD",
    requires: "the owner of a product is the owner of its context",
    findings: ({ context, descriptor }) =>
      context.owner.team === descriptor.owner.team
        ? []
        : [`${descriptor.owner.team} is not ${context.owner.team}`],
  },
];
