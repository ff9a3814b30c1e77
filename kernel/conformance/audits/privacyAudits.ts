import { decide } from "../../policy/decide.ts";
import type { FieldDescriptor } from "../../product/descriptor.ts";
import { type Audit, type Audited, HOUSE } from "../audit.ts";

const PRIVACY_LAWS = ["GDPR", "CCPA"] as const;
const LOOKS_PERSONAL =
  /^((full|first|last|given|family|middle|maiden)?name|surname|e?mail|emailAddress|phone|phoneNumber|mobile|address|street|postalCode|nationalId|passportNumber|taxId|ssn|socialSecurityNumber|birth(Date|day|Place)|dateOfBirth|iban|accountNumber|cardNumber|ipAddress)$/i;

/** Somebody with a valid token and nothing else. */
const STRANGER = { id: "", roles: [], scopes: [] };

export const privacyAudits: readonly Audit[] = [
  {
    id: "people-have-a-law",
    level: "MUST",
    source: HOUSE,
    requires: "a product about people says under which privacy law (GDPR, CCPA)",
    findings: ({ descriptor }) => {
      const aboutPeople = descriptor.fields.some((field) => field.classification !== "internal");
      const lawful = PRIVACY_LAWS.some((law) => descriptor.policy.compliance.includes(law));
      return aboutPeople && !lawful ? ["it is about people and names no privacy law"] : [];
    },
    evidence: ({ descriptor: { fields, policy } }) =>
      fields.some((field) => field.classification !== "internal")
        ? `under ${policy.compliance.join(", ")}`
        : "it is not about people",
  },
  {
    id: "personal-fields-masked",
    level: "MUST",
    source: "GDPR art. 25(1): data protection by design",
    requires: "personal fields classified and masked",
    findings: ({ descriptor }) =>
      descriptor.fields
        .filter((field) => LOOKS_PERSONAL.test(field.name) || field.classification === "personal")
        .filter((field) => field.classification !== "personal" || field.mask === undefined)
        .map((field) => `${field.name} is not classified personal with a mask`),
    evidence: (audited) => {
      const masked = personal(audited).map(({ name, mask }) => `${name} ${mask}`);
      return masked.length === 0 ? "it has no personal fields" : `masked: ${masked.join(", ")}`;
    },
  },
  {
    id: "personal-fields-closed-by-default",
    level: "MUST",
    under: "GDPR",
    source: "GDPR art. 25(2): data protection by default",
    requires: "whoever has no role sees no personal value",
    findings: (audited) =>
      strangersView(audited)
        .filter(({ effect }) => effect === "allow")
        .map(({ name }) => `every authenticated consumer sees ${name}`),
    evidence: (audited) => {
      const seen = strangersView(audited).map(({ name, effect }) => `${name} ${effect}`);
      return seen.length === 0 ? "it has no personal fields" : `without a role: ${seen.join(", ")}`;
    },
  },
  {
    id: "personal-fields-have-a-subject",
    level: "MUST",
    source: "GDPR art. 15 to 17: access, rectification and erasure follow the person",
    requires: "personal fields stand beside the subject they are about",
    findings: (audited) =>
      personal(audited).length > 0 && subjects(audited).length === 0 ? ["no field names the subject"] : [],
    evidence: (audited) => {
      const named = subjects(audited).map(({ name }) => name);
      return named.length === 0 ? "it has no personal fields" : `subject: ${named.join(", ")}`;
    },
  },
  {
    id: "categories-disclosed",
    level: "MUST",
    under: "CCPA",
    source: "CCPA § 1798.100(a)(1): categories of personal information",
    requires: "each kind of personal information is described for whom it is about",
    findings: (audited) =>
      [...personal(audited), ...subjects(audited)]
        .filter(({ description }) => description.trim().length < 4)
        .map(({ name }) => `${name} is not described`),
    evidence: (audited) =>
      [...personal(audited), ...subjects(audited)]
        .map(({ name, description }) => `${name}: ${description}`)
        .join("; ") || "it has no personal information",
  },
];

const personal = ({ descriptor }: Audited): readonly FieldDescriptor[] =>
  descriptor.fields.filter((field) => field.classification === "personal");

const subjects = ({ descriptor }: Audited): readonly FieldDescriptor[] =>
  descriptor.fields.filter((field) => field.classification === "identifier");

function strangersView(audited: Audited) {
  const { policy } = audited.descriptor;
  return personal(audited).map((field) => ({
    name: field.name,
    effect: decide({ action: "read", policy, field, consumer: STRANGER }).effect,
  }));
}
