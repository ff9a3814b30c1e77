import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CatalogScope } from "../catalogScope.ts";
import { DataProduct, ProductReplay, RecordArguments, ReplayContract } from "../types/index.ts";

/** How a product is derived anew, and when it was. */
@Resolver(() => DataProduct)
export class ReplayResolver {
  @FieldResolver(() => [ProductReplay], {
    description:
      "Rebuilds, verifications and diffs, the newest first. The newest 100 of each kind are kept, and all corrections.",
  })
  async replays(
    @Root() { name, major }: DataProduct,
    @Args(() => RecordArguments) { first }: RecordArguments,
    @Ctx() { replays }: CatalogScope,
  ): Promise<readonly ProductReplay[]> {
    const found = await replays.load({ name, major, first });
    return found.map(({ record }) => ProductReplay.of(record));
  }

  @FieldResolver(() => ProductReplay, {
    nullable: true,
    description: "The newest comparison of what is live with what its events say; null when there was none.",
  })
  async lastVerification(
    @Root() { name, major }: DataProduct,
    @Ctx() { verifications }: CatalogScope,
  ): Promise<ProductReplay | null> {
    const [newest] = await verifications.load({ name, major, first: 1 });
    return newest === undefined ? null : ProductReplay.of(newest.record);
  }

  @FieldResolver(() => ReplayContract, { description: "What it takes to derive it anew." })
  async replayContract(
    @Root() { name, major, descriptor }: DataProduct,
    @Ctx() { replays }: CatalogScope,
  ): Promise<ReplayContract> {
    const [newest] = await replays.load({ name, major, first: 1 });
    return ReplayContract.of(descriptor, newest?.record);
  }
}
