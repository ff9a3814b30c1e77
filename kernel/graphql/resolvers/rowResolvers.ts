import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";
import type { LinkDescriptor, ProductDescriptor, Row } from "../../product/index.ts";
import { denial } from "../guard/index.ts";
import { encodeGlobalId } from "../globalId.ts";
import { linkType } from "../typeDefs/index.ts";
import { sharedRowFields } from "./rowFields.ts";
import type { RequestScope } from "./requestScope.ts";

type RowResolver = GraphQLFieldResolver<Row, RequestScope>;

/**
 * The resolvers of a product's fields. Only fields that can be denied and links need one of their own; every other
 * value stands in the row, masked where it must be.
 */
export function rowResolvers(
  product: ProductDescriptor,
  own: ReadonlyMap<string, ProductDescriptor>,
): Readonly<Record<string, RowResolver>> {
  const { graphql, key, fields, links } = product;
  const restricted = fields.filter(({ read }) => read !== undefined);
  return {
    id: (row) => encodeGlobalId(graphql.type, row[key] as string),
    ...Object.fromEntries(restricted.map(({ name }) => [name, restrictedField(product, name)])),
    ...Object.fromEntries(
      links.map((link) => [link.name, linkResolver(product, link, own.get(link.product))]),
    ),
  };
}

function restrictedField(product: ProductDescriptor, field: string): RowResolver {
  return (row, _args, scope, info) => {
    const decision = scope.source(product).guard.field(field);
    if (decision.effect === "deny") return scope.deny(info, denial(product, decision.rule, { field }));
    return row[field];
  };
}

/** A link tells the value of the field it goes by, so it is withheld with it, also where that is only masked. */
function linkResolver(
  product: ProductDescriptor,
  { product: target, by, key }: LinkDescriptor,
  own: ProductDescriptor | undefined,
): RowResolver {
  const toOwn = own && ownRow(own);
  return (row, _args, scope, info) => {
    const decision = scope.source(product).guard.field(by);
    if (decision.effect !== "allow") return scope.deny(info, denial(product, decision.rule, { field: by }));
    const value = row[by];
    if (typeof value !== "string") return null;
    return toOwn ? toOwn(value, scope, info) : { __typename: linkType(target), [key]: value };
  };
}

function ownRow(target: ProductDescriptor) {
  const fieldsOf = sharedRowFields(target);
  return async (key: string, scope: RequestScope, info: GraphQLResolveInfo): Promise<Row | null> => {
    const source = scope.source(target);
    try {
      source.guard.admit();
    } catch (error) {
      return scope.deny(info, error as Error);
    }
    return source.one(key, fieldsOf(info));
  };
}
