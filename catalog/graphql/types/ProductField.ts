import type { Mask } from "@datamesh/kernel/policy";
import type { Classification, FieldDescriptor, ProductDescriptor } from "@datamesh/kernel/product";
import { Field, ObjectType } from "type-graphql";
import { fieldFacts } from "../../projection/index.ts";
import { ClassificationEnum, MaskEnum } from "./enums.ts";

@ObjectType({ description: "A field of a product's rows." })
export class ProductField {
  @Field(() => String, { description: "Its name in GraphQL." })
  name!: string;

  @Field(() => String, {
    description: "Its type as the owner declared it: `text`, `decimal(12, 2)`, `enum(APPROVED, DECLINED)`.",
  })
  type!: string;

  @Field(() => String, { nullable: true, description: "The unit of a number." })
  unit!: string | null;

  @Field(() => String, { description: "What it means." })
  description!: string;

  @Field(() => ClassificationEnum, { description: "How sensitive it is." })
  classification!: Classification;

  @Field(() => MaskEnum, {
    nullable: true,
    description: "How it is shown to those who may read the product, but not this value.",
  })
  mask!: Mask | null;

  @Field(() => String, {
    nullable: true,
    description: "Who may read it, where these are fewer than may read the product.",
  })
  read!: string | null;

  @Field(() => Boolean, { description: "Whether a row may lack it." })
  nullable!: boolean;

  /** The contract it is part of, and what that says of it. */
  contract!: ProductDescriptor;
  declared!: FieldDescriptor;

  /** All fields of a contract, in the order of its declaration. */
  static allOf(contract: ProductDescriptor): readonly ProductField[] {
    return contract.fields.map((declared) => ({ ...fieldFacts(declared), contract, declared }));
  }
}
