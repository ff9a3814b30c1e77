import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CatalogScope } from "../catalogScope.ts";
import { DataProductEdge, ProductMatch } from "../types/index.ts";

/** Why a search found a product. */
@Resolver(() => DataProductEdge)
export class EdgeResolver {
  @FieldResolver(() => [ProductMatch], {
    description: "The texts of its contract in which words of the search stand; none without a search.",
  })
  async matches(
    @Root() { node, search }: DataProductEdge,
    @Ctx() { matches }: CatalogScope,
  ): Promise<readonly ProductMatch[]> {
    if (search === null) return [];
    const found = await matches.load({ search, product: node.descriptor });
    return found.map((text) => ({ ...text, field: text.field ?? null }));
  }
}
