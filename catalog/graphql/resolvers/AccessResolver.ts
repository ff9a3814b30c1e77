import { decide, possiblePurposes } from "@datamesh/kernel/policy";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CatalogScope } from "../catalogScope.ts";
import { DataProduct, ProductAccess } from "../types/index.ts";

/** What whoever asks may do with a product. */
@Resolver(() => DataProduct)
export class AccessResolver {
  @FieldResolver(() => ProductAccess, { description: "What whoever asks may do, and why." })
  access(@Root() { descriptor }: DataProduct, @Ctx() { consumer }: CatalogScope): ProductAccess {
    const { policy } = descriptor;
    const decision = decide({ action: "read", policy, consumer });
    return { ...decision, declarablePurposes: possiblePurposes(policy, consumer) };
  }
}
