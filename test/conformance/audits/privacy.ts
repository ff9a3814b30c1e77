import { parseDuration } from "@datamesh/kernel";
import type { Audit } from "../audit.ts";

const PRIVACY_LAWS = ["GDPR", "CCPA"] as const;
const LOOKS_PERSONAL = /^(name|firstName|lastName|email|phone|address|nationalId|birthDate|iban)$/;

export const privacyAudits: readonly Audit[] = [
  {
    id: "people-have-a-law",
    level: "MUST",
    requires: "a product about people says under which privacy law (GDPR, CCPA)",
    findings: ({ descriptor }) => {
      const aboutPeople = descriptor.fields.some((field) => field.classification !== "internal");
      const lawful = PRIVACY_LAWS.some((law) => descriptor.policy.compliance.includes(law));
      return aboutPeople && !lawful ? ["it is about people and names no privacy law"] : [];
    },
  },
  {
    id: "personal-fields-masked",
    level: "MUST",
    requires: "personal fields classified and masked",
    findings: ({ descriptor }) =>
      descriptor.fields
        .filter((field) => LOOKS_PERSONAL.test(field.name) || field.classification === "personal")
        .filter((field) => field.classification !== "personal" || field.mask === undefined)
        .map((field) => `${field.name} is not classified personal with a mask`),
  },
  {
    id: "personal-fields-have-a-subject",
    level: "MUST",
    requires: "personal fields stand beside the subject they are about",
    findings: ({ descriptor }) => {
      const personal = descriptor.fields.some((field) => field.classification === "personal");
      const subject = descriptor.fields.some((field) => field.classification === "identifier");
      return personal && !subject ? ["no field names the subject"] : [];
    },
  },
  {
    id: "aml-retention",
    level: "MUST",
    requires: "under AML-CTF kept at least five and at most ten years (Directive (EU) 2015/849, article 40)",
    findings: ({ descriptor: { policy } }) => {
      const kept = parseDuration(policy.retention);
      const outside = kept < parseDuration("5y") || kept > parseDuration("10y");
      return policy.compliance.includes("AML-CTF") && outside ? [`retention is ${policy.retention}`] : [];
    },
  },
];
