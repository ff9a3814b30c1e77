import type { Classification } from "@datamesh/kernel/product";
import { ArgsType, Field, Int } from "type-graphql";
import { ClassificationEnum } from "./enums.ts";

/** Arguments of `dataProducts`. Classes, since GraphQL would show decorated parameters in reverse order. */
@ArgsType()
export class DataProductsArguments {
  @Field(() => String, {
    nullable: true,
    description: "Words of names, owners, fields and descriptions, or how they begin; all must occur.",
  })
  search?: string | null;

  @Field(() => String, { nullable: true, description: "The owner team." })
  owner?: string | null;

  @Field(() => String, { nullable: true, description: "The bounded context." })
  context?: string | null;

  @Field(() => ClassificationEnum, { nullable: true, description: "Having at least one such field." })
  classification?: Classification | null;

  @Field(() => Int, { nullable: true, description: "How many." })
  first?: number | null;

  @Field(() => String, { nullable: true, description: "The place to go on from." })
  after?: string | null;
}

/** Arguments of `dataProduct`. */
@ArgsType()
export class DataProductArguments {
  @Field(() => String, { description: "Its name: `customer-profiles`." })
  name!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The first part of its version; the newest unless said otherwise.",
  })
  major?: number | null;
}
