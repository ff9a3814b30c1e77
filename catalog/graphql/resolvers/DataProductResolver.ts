import { productRef } from "@datamesh/kernel/product";
import { Ctx, FieldResolver, Float, Resolver, Root } from "type-graphql";
import type { ProductPosition } from "../../status.ts";
import type { CatalogScope } from "../catalogScope.ts";
import { DataProduct, ProductField } from "../types/index.ts";

/** What of a product is read only when it is asked for. */
@Resolver(() => DataProduct)
export class DataProductResolver {
  @FieldResolver(() => [ProductField], { description: "What a row holds." })
  fields(@Root() { descriptor }: DataProduct): readonly ProductField[] {
    return ProductField.allOf(descriptor);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "How many row versions its history holds; a whole number. Null when its context does not answer.",
  })
  async position(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<number | null> {
    return (await positionOf(product, scope))?.position ?? null;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "How many events could not be folded into it and wait. Null when its context does not answer.",
  })
  async quarantined(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<number | null> {
    return (await positionOf(product, scope))?.quarantined ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Since when the first of those waits, in UTC: `2026-01-31T12:00:00.000Z`. Null when none does, or its context does not answer.",
  })
  async quarantinedSince(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<string | null> {
    return (await positionOf(product, scope))?.quarantinedSince ?? null;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "How many events that could not be folded were skipped on purpose. Null when its context does not answer.",
  })
  async discarded(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<number | null> {
    return (await positionOf(product, scope))?.discarded ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "What its state is called: `g1.c42.e0` is generation 1, commit 42, epoch 0. Null when its context does not answer.",
  })
  async revision(@Root() product: DataProduct, @Ctx() scope: CatalogScope): Promise<string | null> {
    return (await positionOf(product, scope))?.revision ?? null;
  }
}

async function positionOf(
  { context, name, major }: DataProduct,
  { positions }: CatalogScope,
): Promise<ProductPosition | undefined> {
  const ref = productRef(name, major);
  return (await positions.load(context))?.find(({ product }) => product === ref);
}
