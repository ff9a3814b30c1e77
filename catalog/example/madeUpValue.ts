import { columnName, type FieldDescriptor, type FieldType } from "@datamesh/kernel/product";

type ExampleField = Pick<FieldDescriptor, "name" | "type" | "unit">;

/** A value as its field's name and type suggest it, as a text; of an enum the first, of a list one element as JSON. */
export function madeUpValue({ name, type, unit }: ExampleField): string {
  switch (type.name) {
    case "id":
      return `${subjectOf(name)}-1042`;
    case "text":
      return madeUpText(name);
    case "int":
    case "bigint":
      return "42";
    case "float":
      return isShare(unit) ? "0.42" : "4.2";
    case "decimal":
      return madeUpDecimal(type);
    case "boolean":
      return "true";
    case "date":
      return isOf(name, "birth", "born") ? "1984-03-12" : "2026-01-31";
    case "timestamp":
      return "2026-01-31T12:00:00.000Z";
    case "enum":
      return type.values[0] ?? "";
    case "list":
      return JSON.stringify([madeUpValue({ name, type: type.of })]);
  }
}

/** Words of a name -> a text; the first that fits counts. Numbers and addresses are of those set aside for fiction. */
const TEXTS: readonly (readonly [words: readonly string[], value: string])[] = [
  [["email", "mail"], "ada.lovelace@example.com"],
  [["phone", "mobile", "telephone"], "+44 20 7946 0958"],
  [["iban", "account"], "XX00 EXAM 0000 1042 4471"],
  [["national", "passport", "tax", "ssn", "document"], "NL-8812-4471"],
  [["version"], "v2.1"],
  [["model"], "sample-model"],
  [["url", "link", "website"], "https://example.com/ada"],
  [["street", "address"], "12 Example Street"],
  [["city", "town"], "Sampleton"],
  [["postal", "postcode", "zip"], "1042 EX"],
  [["country", "nationality"], "NL"],
  [["currency"], "EUR"],
  [["language"], "en"],
  [["name", "surname", "person", "customer", "contact"], "Ada Lovelace"],
];

function madeUpText(name: string): string {
  return TEXTS.find(([words]) => isOf(name, ...words))?.[1] ?? `sample ${wordsOf(name).join(" ")}`;
}

/** As many digits as the type has, at most four before the point. */
function madeUpDecimal({ precision, scale }: Extract<FieldType, { name: "decimal" }>): string {
  const whole = "1250".slice(0, Math.min(4, precision - scale)) || "0";
  return scale === 0 ? whole : `${whole}.${"50".padEnd(scale, "0").slice(0, scale)}`;
}

/** What an id names: `customer` of `customerId`. */
const subjectOf = (name: string): string =>
  wordsOf(name)
    .filter((word) => word !== "id")
    .join("-") || "sample";

const isShare = (unit: string | undefined): boolean => /share|ratio|%|percent/i.test(unit ?? "");

const isOf = (name: string, ...words: readonly string[]): boolean =>
  wordsOf(name).some((word) => words.includes(word));

/** The words of a name in camel case: `national`, `id`. */
const wordsOf = (name: string): readonly string[] => columnName(name).split("_");
