import type { FieldType } from "../product/field.ts";
import { canonicalJson } from "./canonicalJson.ts";
import { compareNames, type Difference } from "./difference.ts";

type EnumType = Extract<FieldType, { readonly name: "enum" }>;

/** A type that is another is major; an enum may gain values while it is open. */
export function compareFieldType(path: string, before: FieldType, after: FieldType): readonly Difference[] {
  if (before.name === "list" && after.name === "list") return compareFieldType(path, before.of, after.of);
  if (before.name === "enum" && after.name === "enum" && before.open === after.open) {
    return compareValues(path, before, after);
  }
  if (canonicalJson(before) === canonicalJson(after)) return [];
  return [{ path, what: `retyped from ${typeInWords(before)} to ${typeInWords(after)}`, bump: "major" }];
}

function compareValues(path: string, before: EnumType, after: EnumType): readonly Difference[] {
  const { added, removed } = compareNames(before.values, after.values);
  return [
    ...removed.map((value) => ({ path, what: `lost the value ${value}`, bump: "major" as const })),
    ...added.map((value) => ({
      path,
      what: `has the new value ${value}`,
      bump: after.open ? ("minor" as const) : ("major" as const),
    })),
  ];
}

function typeInWords(type: FieldType): string {
  switch (type.name) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "enum":
      return type.open ? "an open enum" : "a closed enum";
    case "list":
      return `a list of ${typeInWords(type.of)}`;
    default:
      return type.name;
  }
}
