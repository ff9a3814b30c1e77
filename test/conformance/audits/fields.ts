import type { Audit } from "../audit.ts";

const NUMBERS = new Set(["int", "bigint", "decimal", "float"]);

export const fieldAudits: readonly Audit[] = [
  {
    id: "fields-described",
    level: "MUST",
    requires: "every field described, in a sentence of its own",
    findings: ({ descriptor }) => {
      const undescribed = descriptor.fields.filter((field) => field.description.trim().length < 4);
      return undescribed.map((field) => `${field.name} is not described`);
    },
  },
  {
    id: "numbers-have-units",
    level: "MUST",
    requires: "every number with a unit",
    findings: ({ descriptor }) =>
      descriptor.fields
        .filter((field) => NUMBERS.has(field.type.name) && field.unit === undefined)
        .map((field) => `${field.name} has no unit`),
  },
  {
    id: "money-is-decimal",
    level: "MUST",
    requires: "amounts of money are decimals",
    findings: ({ descriptor }) =>
      descriptor.fields
        .filter((field) => /^[A-Z]{3}$/.test(field.unit ?? "") && field.type.name !== "decimal")
        .map((field) => `${field.name} is ${field.type.name}`),
  },
];
