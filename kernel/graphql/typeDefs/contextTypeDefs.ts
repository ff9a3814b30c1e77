import { type ProductDescriptor, productTypeNames } from "../../product/index.ts";
import { SCALAR_RULES } from "../scalars/index.ts";
import { changesField, changeTypes } from "./changeTypes.ts";
import { connectionTypes, orderFields, rootFields } from "./connectionTypes.ts";
import { described } from "./described.ts";
import { fieldType } from "./fieldType.ts";
import { filterOf } from "./filter.ts";
import { linkStubs } from "./linkStubs.ts";
import { productType } from "./productType.ts";
import { DATA_PRODUCT_STUB, FEDERATION_LINK, NODE, ORDER_DIRECTION, PAGE_INFO } from "./sharedTypes.ts";

/** Names a field cannot have: they mean something else in a filter or an enum of fields. Nor may its enum be one of the product's types. */
const TAKEN = new Set(["and", "or", "not", "true", "false", "null"]);

/**
 * The SDL of a context's subgraph (Apollo Federation 2.9), derived from its products alone. Throws TypeError when a
 * field's name is taken by the query language, or a link within the context leads to another field than the key.
 */
export function contextTypeDefs(products: readonly ProductDescriptor[]): string {
  const problems = [...takenNames(products), ...misledLinks(products)];
  if (problems.length > 0) throw new TypeError(problems.join("\n"));
  if (products.length === 0) return FEDERATION_LINK;
  const ordered = products.some((product) => orderFields(product).length > 0);
  return [
    FEDERATION_LINK,
    `type Query {\n${products.flatMap((product) => [...rootFields(product), ...changesField(product)]).join("\n")}\n}`,
    ...products.flatMap((product) => [
      ...productType(product),
      ...connectionTypes(product),
      ...changeTypes(product),
    ]),
    ...linkStubs(products),
    DATA_PRODUCT_STUB,
    NODE,
    PAGE_INFO,
    ...(ordered ? [ORDER_DIRECTION] : []),
    ...filters(products),
    ...scalars(products),
  ].join("\n\n");
}

function filters(products: readonly ProductDescriptor[]): readonly string[] {
  const all = products.flatMap((product) => product.fields.map((field) => filterOf(product, field)));
  const byName = new Map(all.map(({ name, definition }) => [name, definition]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
}

function scalars(products: readonly ProductDescriptor[]): readonly string[] {
  const used = new Set(
    products.flatMap((product) =>
      product.fields.map((field) => fieldType(product, field).replaceAll(/[[\]!]/g, "")),
    ),
  );
  return SCALAR_RULES.filter(({ name }) => used.has(name)).map(({ name, description, url }) =>
    described(description, `scalar ${name} @specifiedBy(url: "${url}")`),
  );
}

function takenNames(products: readonly ProductDescriptor[]): readonly string[] {
  return products.flatMap((product) => {
    const types = new Set(productTypeNames(product.graphql));
    return product.fields
      .filter(
        (field) => TAKEN.has(field.name) || types.has(fieldType(product, field).replaceAll(/[[\]!]/g, "")),
      )
      .map((field) => `${product.name}: a field cannot be named ${field.name}`);
  });
}

function misledLinks(products: readonly ProductDescriptor[]): readonly string[] {
  return products.flatMap(({ name, links }) =>
    links
      .filter((link) => {
        const target = products.find((each) => `${each.name}@${each.major}` === link.product);
        return target !== undefined && target.key !== link.key;
      })
      .map((link) => `${name}: link ${link.name} must lead to the key of ${link.product}`),
  );
}
