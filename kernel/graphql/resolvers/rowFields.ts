import type { FieldNode, GraphQLResolveInfo } from "graphql";
import type { ProductDescriptor } from "../../product/index.ts";
import { selectedFields } from "./selectedFields.ts";

/**
 * The fields of a product that must be read to answer what is selected of its rows, directly below the field being
 * resolved or along one of `paths`. A link is made of the field it goes by.
 */
export function rowFields(
  { graphql, fields, links }: ProductDescriptor,
  info: GraphQLResolveInfo,
  paths: readonly (readonly string[])[] = [[]],
): ReadonlySet<string> {
  const own = new Set(fields.map(({ name }) => name));
  const selected = paths.flatMap((path) => [...selectedFields(info, graphql.type, path)]);
  const needed = selected.flatMap((name) =>
    own.has(name) ? [name] : links.filter((link) => link.name === name).map(({ by }) => by),
  );
  return new Set(needed);
}

/** `rowFields`, worked out once for all objects of a list: in one execution they share their field nodes. */
export function sharedRowFields(
  product: ProductDescriptor,
): (info: GraphQLResolveInfo) => ReadonlySet<string> {
  const known = new WeakMap<readonly FieldNode[], ReadonlySet<string>>();
  return (info) => {
    const fields = known.get(info.fieldNodes) ?? rowFields(product, info);
    known.set(info.fieldNodes, fields);
    return fields;
  };
}
