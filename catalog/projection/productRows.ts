import { explainRule } from "@datamesh/kernel/policy";
import type { FieldDescriptor, ProductDescriptor } from "@datamesh/kernel/product";
import { fieldTypeText, type ProductRecord } from "../state/index.ts";
import type { CatalogFieldRow, CatalogProductRow } from "./entities/index.ts";
import { searchWords } from "./searchWords.ts";

/** A product as its row. */
export function productRow({ descriptor, status, changedAt }: ProductRecord): CatalogProductRow {
  const { name, major, context, owner } = descriptor;
  return {
    name,
    major,
    context,
    ownerTeam: owner.team,
    status,
    changedAt: new Date(changedAt),
    descriptor,
    ...searchWords(descriptor),
  };
}

/** A product's fields as their rows, in the order of its declaration. */
export const fieldRows = ({ name, major, fields }: ProductDescriptor): readonly CatalogFieldRow[] =>
  fields.map((field, ordinal) => ({ product: name, major, ordinal, ...fieldFacts(field) }));

/** What the catalog tells of a field, rules in words. */
export function fieldFacts(field: FieldDescriptor): Omit<CatalogFieldRow, "product" | "major" | "ordinal"> {
  return {
    name: field.name,
    type: fieldTypeText(field.type),
    unit: field.unit ?? null,
    description: field.description,
    classification: field.classification,
    mask: field.mask ?? null,
    read: field.read === undefined ? null : explainRule(field.read),
    nullable: field.optional,
  };
}
