import type { FieldType } from "@datamesh/kernel/product";

/** A field's type as its owner wrote it: `id`, `decimal(12, 2)`, `enum(APPROVED, DECLINED)`, `list(text)`. */
export function fieldTypeText(type: FieldType): string {
  switch (type.name) {
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "enum":
      return `${type.open ? "openEnum" : "enum"}(${type.values.join(", ")})`;
    case "list":
      return `list(${fieldTypeText(type.of)})`;
    default:
      return type.name;
  }
}
