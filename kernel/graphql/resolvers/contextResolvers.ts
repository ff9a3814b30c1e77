import type { GraphQLFieldResolver } from "graphql";
import { changeNames, productRef, type ProductDescriptor } from "../../product/index.ts";
import { scalar, SCALAR_RULES } from "../scalars/index.ts";
import { hasChanges } from "../typeDefs/index.ts";
import { changesResolver } from "./changes.ts";
import { connectionResolver } from "./connection.ts";
import { referenceResolver } from "./reference.ts";
import type { RequestScope } from "./requestScope.ts";
import { rowFields } from "./rowFields.ts";
import { rowResolvers } from "./rowResolvers.ts";

/** The resolvers of a context's subgraph, for `buildSubgraphSchema`; they run with a RequestScope as context. */
export function contextResolvers(products: readonly ProductDescriptor[]) {
  const own = new Map<string, ProductDescriptor>(
    products.map((product) => [productRef(product.name, product.major), product]),
  );
  return {
    Query: Object.fromEntries(products.flatMap(rootResolvers)),
    ...Object.fromEntries(products.map((product) => [product.graphql.type, typeResolvers(product, own)])),
    ...Object.fromEntries(SCALAR_RULES.map((rule) => [rule.name, scalar(rule)])),
  };
}

type RootResolver = GraphQLFieldResolver<unknown, RequestScope, Readonly<Record<string, unknown>>>;

function rootResolvers(product: ProductDescriptor): readonly (readonly [string, RootResolver])[] {
  const { one, many } = product.graphql;
  const byKey: RootResolver = (_root, args, scope, info) =>
    scope.source(product).one(String(args[product.key]), rowFields(product, info));
  return [
    [one, byKey],
    [many, connectionResolver(product)],
    ...(hasChanges(product) ? [[changeNames(product.graphql).feed, changesResolver(product)] as const] : []),
  ];
}

const typeResolvers = (product: ProductDescriptor, own: ReadonlyMap<string, ProductDescriptor>) => ({
  __resolveReference: referenceResolver(product),
  ...rowResolvers(product, own),
});
