import {
  graphqlNames,
  parseProductRef,
  productRef,
  type FieldDescriptor,
  type ProductDescriptor,
} from "../../product/index.ts";
import { described } from "./described.ts";
import { deprecation } from "./deprecation.ts";
import { enumName, fieldType, isNullable } from "./fieldType.ts";

/** The entity type of a product, and the enums of its fields. */
export function productType(product: ProductDescriptor): readonly string[] {
  const { graphql, key, fields } = product;
  const lines = [
    described("Opaque, and unique in the mesh.", "id: ID!", 2),
    ...fields.map((field) => fieldLine(product, field)),
    ...product.links.map(({ name, product: target }) =>
      described(linkText(target), `${name}: ${linkType(target)}${deprecation(product)}`, 2),
    ),
  ];
  const definition = `type ${graphql.type} implements Node @key(fields: "id") @key(fields: "${key}") {\n${lines.join("\n")}\n}`;
  return [described(typeText(product), definition), ...enums(product)];
}

/** The entity type a link leads to. */
export function linkType(target: string): string {
  const { name, major } = parseProductRef(target);
  return graphqlNames(name, major).type;
}

function fieldLine(product: ProductDescriptor, field: FieldDescriptor): string {
  const nonNull = isNullable(product, field) ? "" : "!";
  const type = `${fieldType(product, field)}${nonNull}`;
  return described(fieldText(field), `${field.name}: ${type}${deprecation(product)}`, 2);
}

function fieldText({ description, unit, mask }: FieldDescriptor): string {
  const inUnit = unit === undefined ? "" : ` (unit: ${unit})`;
  const masked =
    mask === undefined ? "" : `\n\nPersonal: shown masked (${mask}) unless the policy entitles to the value.`;
  return `${description}${inUnit}${masked}`;
}

const typeText = ({ description, name, major, version, owner }: ProductDescriptor): string =>
  `${description}\n\nData product ${productRef(name, major)}, version ${version}, owned by ${owner.team}.`;

const linkText = (target: string): string => `The row of ${target} this row points to.`;

function enums(product: ProductDescriptor): readonly string[] {
  return product.fields.flatMap((field) => {
    const type = field.type.name === "list" ? field.type.of : field.type;
    if (type.name !== "enum" || type.open) return [];
    return [`enum ${enumName(product, field)} {\n${type.values.map((value) => `  ${value}`).join("\n")}\n}`];
  });
}
