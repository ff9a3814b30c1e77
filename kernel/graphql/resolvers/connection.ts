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
import { selectedFields } from "./selectedFields.ts";

/**
 * Resolves the connection of a product: arguments are checked and guarded at once, the page is read when `edges`,
 * `nodes` or `pageInfo` is, by one statement, and counted by another when `totalCount` is. Cursors carry the cut of
 * the page, so that the pages after it are of the same.
 */
export function connectionResolver(
  product: ProductDescriptor,
): GraphQLFieldResolver<unknown, RequestScope, ConnectionArguments> {
  return (_root, args, scope, info) => {
    const source = scope.source(product);
    const request = parsePageRequest(product, args);
    source.admit(request);
    const selected = selectedFields(info, `${product.graphql.type}Connection`);
    const fields = rowFields(product, info, [["nodes"], ["edges", "node"]]);
    return connection(source, request, { fields, page: PAGE_PARTS.some((part) => selected.has(part)) });
  };
}

/** What of a connection is told by its page. */
const PAGE_PARTS = ["edges", "nodes", "pageInfo"] as const;

/** What is selected of a connection: the fields of its rows, and whether its page is. */
interface Selected {
  readonly fields: ReadonlySet<string>;
  readonly page: boolean;
}

function connection(source: ProductSource, request: PageRequest, selected: Selected) {
  const { product } = source;
  const page = once(() => source.page(request, selected.fields));
  const total = once(() => source.count(request, selected.page ? page() : undefined));
  const cursorIn =
    ({ cut }: Page) =>
    (row: Row | undefined): string | null =>
      row === undefined ? null : writeCursor(product, request.ordering, row, cut);
  return {
    edges: async () => {
      const read = await page();
      const cursor = cursorIn(read);
      return read.rows.map((node) => ({ node, cursor: () => cursor(node) }));
    },
    nodes: async () => (await page()).rows,
    pageInfo: async () => pageInfo(await page(), cursorIn(await page())),
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
