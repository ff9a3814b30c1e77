import { decide } from "@datamesh/kernel/policy";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { fieldExample } from "../../example/fieldExample.ts";
import type { CatalogScope } from "../catalogScope.ts";
import { FieldAccess, FieldExample, ProductField } from "../types/index.ts";

/** What whoever asks sees of a field, and what others see of it. */
@Resolver(() => ProductField)
export class FieldAccessResolver {
  @FieldResolver(() => FieldAccess, { description: "What whoever asks sees of it, and why." })
  access(@Root() { contract, declared }: ProductField, @Ctx() { consumer }: CatalogScope): FieldAccess {
    return FieldAccess.of(decide({ action: "read", policy: contract.policy, field: declared, consumer }));
  }

  @FieldResolver(() => FieldExample, {
    description: "A made-up value of the field and what its mask makes of it: never a real one.",
  })
  example(@Root() { declared }: ProductField): FieldExample {
    return fieldExample(declared);
  }
}
