import { contractOf } from "@datamesh/kernel/contract";
import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CatalogScope } from "../catalogScope.ts";
import {
  ChangesArguments,
  DataProduct,
  ProductBreach,
  ProductChanges,
  ProductCorrection,
  ProductRelease,
  ProductVersion,
  RecordArguments,
} from "../types/index.ts";

/** What became of a product's versions in the course of time. */
@Resolver(() => DataProduct)
export class HistoryResolver {
  @FieldResolver(() => [ProductVersion], {
    description: "All majors of the product, this one and retired ones too, the newest first.",
  })
  async versions(
    @Root() { name }: DataProduct,
    @Ctx() { versions }: CatalogScope,
  ): Promise<readonly ProductVersion[]> {
    return (await versions.load(name)).map((row) => ProductVersion.of(row));
  }

  @FieldResolver(() => ProductChanges, {
    nullable: true,
    description:
      "In what this major differs from the one before it, or from the major given; null where there is none.",
  })
  async changes(
    @Root() { name, major, descriptor }: DataProduct,
    @Args(() => ChangesArguments) { since }: ChangesArguments,
    @Ctx() { versions }: CatalogScope,
  ): Promise<ProductChanges | null> {
    // The newest come first.
    const base = (await versions.load(name)).find((each) =>
      typeof since === "number" ? each.major === since && since !== major : each.major < major,
    );
    return base === undefined ? null : ProductChanges.of(contractOf(base.descriptor), contractOf(descriptor));
  }

  @FieldResolver(() => [ProductRelease], {
    description: "The versions that this major has had, the newest first, with what was set right in each.",
  })
  async releases(
    @Root() { name, major }: DataProduct,
    @Args(() => RecordArguments) { first }: RecordArguments,
    @Ctx() { releases, corrections }: CatalogScope,
  ): Promise<readonly ProductRelease[]> {
    const [found, corrected] = await Promise.all([
      releases.load({ name, major, first }),
      corrections.load({ name, major, first: 100 }),
    ]);
    return found.map((release) => ({
      ...release,
      publishedAt: release.publishedAt.toISOString(),
      corrections: corrected
        .filter(({ record }) => record.version === release.version)
        .map(({ record }) => ProductCorrection.of(record)),
    }));
  }

  @FieldResolver(() => [ProductBreach], {
    description: "When less was kept than its owner promises, the newest first. The newest 100 are kept.",
  })
  async breaches(
    @Root() { name, major }: DataProduct,
    @Args(() => RecordArguments) { first }: RecordArguments,
    @Ctx() { breaches }: CatalogScope,
  ): Promise<readonly ProductBreach[]> {
    return (await breaches.load({ name, major, first })).map((row) => ProductBreach.of(row));
  }
}
