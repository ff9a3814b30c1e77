import type { FieldDescriptor } from "../../product/descriptor.ts";
import { type Audit, type Audited, HOUSE } from "../audit.ts";

const NUMBERS = new Set(["int", "bigint", "decimal", "float"]);

export const fieldAudits: readonly Audit[] = [
  {
    id: "fields-described",
    level: "MUST",
    source: HOUSE,
    requires: "every field described, in a sentence of its own",
    findings: ({ descriptor }) => {
      const undescribed = descriptor.fields.filter((field) => field.description.trim().length < 4);
      return undescribed.map((field) => `${field.name} is not described`);
    },
    evidence: ({ descriptor }) => `${descriptor.fields.length} fields are described`,
  },
  {
    id: "numbers-have-units",
    level: "MUST",
    source: HOUSE,
    requires: "every number with a unit",
    findings: (audited) =>
      numbers(audited)
        .filter((field) => field.unit === undefined)
        .map((field) => `${field.name} has no unit`),
    evidence: (audited) => listed(numbers(audited).map(({ name, unit }) => `${name} in ${unit}`)),
  },
  {
    id: "money-is-decimal",
    level: "MUST",
    source: HOUSE,
    requires: "amounts of money are decimals",
    findings: (audited) =>
      money(audited)
        .filter((field) => field.type.name !== "decimal")
        .map((field) => `${field.name} is ${field.type.name}`),
    evidence: (audited) => listed(money(audited).map(({ name, unit }) => `${name} in ${unit}`)),
  },
];

const numbers = ({ descriptor }: Audited): readonly FieldDescriptor[] =>
  descriptor.fields.filter((field) => NUMBERS.has(field.type.name));

/** Units of three capital letters are currencies (ISO 4217). */
const money = ({ descriptor }: Audited): readonly FieldDescriptor[] =>
  descriptor.fields.filter((field) => /^[A-Z]{3}$/.test(field.unit ?? ""));

const listed = (names: readonly string[]): string => (names.length === 0 ? "it has none" : names.join(", "));
