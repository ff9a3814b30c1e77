import type { GraphQLFieldResolver } from "graphql";
import {
  parsePageRequest,
  writeCursor,
  type ConnectionArguments,
  type Page,
  type PageRequest,
} from "../../postgres/read/index.ts";
import type { ProductDescriptor, Row } from "../../product/index.ts";
import type { ProductSource } from "./productSource.ts";
import type { RequestScope } from "./requestScope.ts";
import { rowFields } from "./rowFields.ts";

/**
 * Resolves the connection of a product: arguments are checked and guarded at once, the page is read when `edges`,
 * `nodes` or `pageInfo` is, by one statement, and counted by another when `totalCount` is.
 */
export function connectionResolver(
  product: ProductDescriptor,
): GraphQLFieldResolver<unknown, RequestScope, ConnectionArguments> {
  return (_root, args, scope, info) => {
    const source = scope.source(product);
    const request = parsePageRequest(product, args);
    source.admit(request);
    return connection(source, request, rowFields(product, info, [["nodes"], ["edges", "node"]]));
  };
}

function connection(source: ProductSource, request: PageRequest, fields: ReadonlySet<string>) {
  const { product } = source;
  const page = once(() => source.page(request, fields));
  const total = once(() => source.count(request));
  const cursor = (row: Row | undefined): string | null =>
    row === undefined ? null : writeCursor(product, request.ordering, row);
  return {
    edges: async () => (await page()).rows.map((node) => ({ node, cursor: () => cursor(node) })),
    nodes: async () => (await page()).rows,
    pageInfo: async () => pageInfo(await page(), cursor),
    totalCount: total,
    product: { __typename: "DataProduct", name: product.name, major: product.major },
  };
}

const pageInfo = ({ rows, hasNext, hasPrevious }: Page, cursor: (row: Row | undefined) => string | null) => ({
  hasNextPage: hasNext,
  hasPreviousPage: hasPrevious,
  startCursor: () => cursor(rows[0]),
  endCursor: () => cursor(rows.at(-1)),
});

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= read());
}
