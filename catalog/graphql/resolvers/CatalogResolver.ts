import { Args, Ctx, Query, Resolver } from "type-graphql";
import { newestProduct, readProductPage } from "../../read/index.ts";
import type { CatalogScope } from "../catalogScope.ts";
import { seenRows } from "../seenRows.ts";
import {
  DataProduct,
  DataProductArguments,
  DataProductConnection,
  DataProductsArguments,
} from "../types/index.ts";

/** The catalog's products. */
@Resolver()
export class CatalogResolver {
  @Query(() => DataProductConnection, {
    nullable: true,
    description: "The products that are served: 50 unless said otherwise, at most 1000.",
  })
  async dataProducts(
    @Args(() => DataProductsArguments) request: DataProductsArguments,
    @Ctx() { store, hidden }: CatalogScope,
  ): Promise<DataProductConnection> {
    const unseen = await hidden();
    const filter = Object.assign({}, request, { hidden: unseen });
    const { products, hasNextPage } = await readProductPage(store, filter);
    const edges = products.flatMap(({ row, cursor }) =>
      seenRows([row], unseen).map((seen) => ({
        cursor,
        node: DataProduct.of(seen),
        search: request.search ?? null,
      })),
    );
    return {
      edges,
      nodes: edges.map(({ node }) => node),
      pageInfo: {
        hasNextPage,
        hasPreviousPage: typeof request.after === "string",
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      filter,
    };
  }

  @Query(() => DataProduct, { nullable: true, description: "A product, by name; a retired one too." })
  async dataProduct(
    @Args(() => DataProductArguments) { name, major }: DataProductArguments,
    @Ctx() { versions, products }: CatalogScope,
  ): Promise<DataProduct | null> {
    const row =
      typeof major === "number"
        ? await products.load({ name, major })
        : newestProduct(await versions.load(name));
    return row === null ? null : DataProduct.of(row);
  }
}
