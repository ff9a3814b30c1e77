import {
  bigint,
  boolean,
  date,
  decimal,
  enumOf,
  type Field,
  float,
  id,
  int,
  list,
  openEnumOf,
  text,
  timestamp,
} from "@datamesh/kernel/product";
import { fieldExample } from "./fieldExample.ts";

const example = (name: string, { spec }: Field<unknown>) => fieldExample({ name, ...spec });
const value = (name: string, field: Field<unknown>): string => example(name, field).value;

describe("a made-up value", () => {
  it.each([
    ["customerId", id(), "customer-1042"],
    ["id", id(), "sample-1042"],
    ["fullName", text(), "Ada Lovelace"],
    ["name", text(), "Ada Lovelace"],
    ["modelName", text(), "sample-model"],
    ["modelVersion", text(), "v2.1"],
    ["email", text(), "ada.lovelace@example.com"],
    ["emailAddress", text(), "ada.lovelace@example.com"],
    ["nationalId", text(), "NL-8812-4471"],
    ["countryOfResidence", text(), "NL"],
    ["riskSegment", text(), "sample risk segment"],
    ["score", int(), "42"],
    ["bytes", bigint(), "42"],
    ["confidence", float().unit("share of 1"), "0.42"],
    ["mileage", float().unit("km"), "4.2"],
    ["amount", decimal(12, 2), "1250.50"],
    ["rate", decimal(3, 3), "0.500"],
    ["units", decimal(2, 0), "12"],
    ["active", boolean(), "true"],
    ["birthDate", date(), "1984-03-12"],
    ["dueDate", date(), "2026-01-31"],
    ["scoredAt", timestamp(), "2026-01-31T12:00:00.000Z"],
    ["outcome", enumOf("APPROVED", "DECLINED"), "APPROVED"],
    ["state", openEnumOf("OPEN", "CLOSED"), "OPEN"],
    ["countries", list(text()), '["sample countries"]'],
    ["emails", list(id()), '["emails-1042"]'],
  ] as const)("of %s fits its name and type", (name, field, expected) => {
    expect(value(name, field as Field<unknown>)).toBe(expected);
  });

  it("is always the same", () => {
    expect(example("customerId", id())).toEqual(example("customerId", id()));
  });
});

describe("what others see of it", () => {
  it.each([
    ["fullName", text().personal({ mask: "initials" }), "A. L."],
    ["nationalId", text().personal({ mask: "lastFour" }), "••••4471"],
    ["birthDate", date().personal({ mask: "yearOnly" }), "1984-01-01"],
    ["email", text().personal({ mask: "redacted" }), null],
    ["income", int().personal({ mask: "redacted" }), null],
    ["country", text(), "NL"],
    ["customerId", id().subject(), "customer-1042"],
  ] as const)("of %s is what its mask makes of it", (name, field, masked) => {
    expect(example(name, field as Field<unknown>).masked).toBe(masked);
  });
});
