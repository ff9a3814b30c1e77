import type { Classification } from "@datamesh/kernel/product";
import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { newestProduct, readProductPage, type ProductPageRequest } from "../../read/index.ts";
import type { CatalogScope } from "../catalogScope.ts";
import { ClassificationEnum, DataProduct, DataProductConnection } from "../types/index.ts";

const text = (description: string) => ({ nullable: true, description });

/** The catalog's products. */
@Resolver()
export class CatalogResolver {
  @Query(() => DataProductConnection, {
    nullable: true,
    description: "The products that are served: 50 unless said otherwise, at most 1000.",
  })
  dataProducts(
    @Ctx() { store }: CatalogScope,
    @Arg("search", () => String, text("Words of names, owners, fields and descriptions; all must occur."))
    search: string | null | undefined,
    @Arg("owner", () => String, text("The owner team."))
    owner: string | null | undefined,
    @Arg("context", () => String, text("The bounded context."))
    context: string | null | undefined,
    @Arg("classification", () => ClassificationEnum, text("Having at least one such field."))
    classification: Classification | null | undefined,
    @Arg("first", () => Int, text("How many."))
    first: number | null | undefined,
    @Arg("after", () => String, text("The place to go on from."))
    after: string | null | undefined,
  ): Promise<DataProductConnection> {
    return connection(store, { search, owner, context, classification, first, after });
  }

  @Query(() => DataProduct, { nullable: true, description: "A product, by name." })
  async dataProduct(
    @Ctx() { store, products }: CatalogScope,
    @Arg("name", () => String, { description: "Its name: `customer-profiles`." })
    name: string,
    @Arg("major", () => Int, text("The first part of its version; the newest unless said otherwise."))
    major: number | null | undefined,
  ): Promise<DataProduct | null> {
    const row =
      major === null || major === undefined
        ? await newestProduct(store, name)
        : await products.load({ name, major });
    return row === null ? null : DataProduct.of(row);
  }
}

async function connection(
  store: CatalogScope["store"],
  request: ProductPageRequest,
): Promise<DataProductConnection> {
  const { products, hasNextPage } = await readProductPage(store, request);
  const edges = products.map(({ row, cursor }) => ({ cursor, node: DataProduct.of(row) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage,
      hasPreviousPage: request.after !== null && request.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    filter: request,
  };
}
