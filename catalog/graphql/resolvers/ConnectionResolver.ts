import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { countProducts, productFacets } from "../../read/index.ts";
import type { CatalogScope } from "../catalogScope.ts";
import { DataProductConnection, ProductFacet } from "../types/index.ts";

/** What of a connection is computed only when it is asked for. */
@Resolver(() => DataProductConnection)
export class ConnectionResolver {
  @FieldResolver(() => Int, { description: "How many products fit, on all pages." })
  totalCount(@Root() { filter }: DataProductConnection, @Ctx() { store }: CatalogScope): Promise<number> {
    return countProducts(store, filter);
  }

  @FieldResolver(() => [ProductFacet], { description: "How many products fit, by what they have in common." })
  facets(
    @Root() { filter }: DataProductConnection,
    @Ctx() { store }: CatalogScope,
  ): Promise<readonly ProductFacet[]> {
    return productFacets(store, filter);
  }
}
