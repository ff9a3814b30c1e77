import { productRef } from "@datamesh/kernel/product";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CatalogScope } from "../catalogScope.ts";
import { FieldSource, FieldUse, ProductField } from "../types/index.ts";

/** What single fields come from, and what is taken from them. */
@Resolver(() => ProductField)
export class FieldLineageResolver {
  @FieldResolver(() => [FieldSource], {
    description: "What it comes from. Nothing once its product is retired.",
  })
  async sources(
    @Root() { contract, name }: ProductField,
    @Ctx() { declaredLineage }: CatalogScope,
  ): Promise<readonly FieldSource[]> {
    return (await declaredLineage())
      .inputsOf(productRef(contract.name, contract.major))
      .flatMap(({ from: input, eventTypes, fields }) =>
        fields
          .filter(({ to }) => to === name)
          .map(({ from: path, derivation, accumulated }) => ({
            input,
            eventTypes,
            path,
            derivation,
            accumulated,
          })),
      );
  }

  @FieldResolver(() => [FieldUse], { description: "The fields of other products that are taken from it." })
  async usedBy(
    @Root() { contract, name }: ProductField,
    @Ctx() { declaredLineage }: CatalogScope,
  ): Promise<readonly FieldUse[]> {
    return (await declaredLineage())
      .usesOf(productRef(contract.name, contract.major))
      .flatMap(({ to, fields }) =>
        fields.filter(({ from }) => from === name).map((field) => ({ product: to, field: field.to })),
      );
  }
}
