import type { GraphQLFieldResolver } from "graphql";
import { type ChangesArguments, parseChangesRequest } from "../../postgres/read/index.ts";
import type { ProductDescriptor } from "../../product/index.ts";
import type { RequestScope } from "./requestScope.ts";
import { rowFields } from "./rowFields.ts";

/** Resolves the changes of a product: one statement reads them, with each row as it was from its change on. */
export function changesResolver(
  product: ProductDescriptor,
): GraphQLFieldResolver<unknown, RequestScope, ChangesArguments> {
  return async (_root, args, scope, info) => {
    const fields = rowFields(product, info, [["nodes", "row"]]);
    const page = await scope.source(product).changes(parseChangesRequest(args), fields);
    return {
      nodes: page.changes.map(({ position, key, row }) => ({
        position: String(position),
        revision: page.revision,
        key,
        removed: row === null,
        row,
      })),
      position: String(page.position),
      hasNextPage: page.hasNext,
    };
  };
}
