import type { Classification } from "@datamesh/kernel/product";
import { ArgsType, Field, Int } from "type-graphql";
import type { SlaStanding } from "../../read/index.ts";
import type { ProductStatus } from "../../state/index.ts";
import { ClassificationEnum, DirectionEnum, ProductStatusEnum, SlaStandingEnum } from "./enums.ts";

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

  @Field(() => String, { nullable: true, description: "A regime it is under: GDPR, CCPA, AML-CTF." })
  compliance?: string | null;

  @Field(() => ProductStatusEnum, {
    nullable: true,
    description: "Where it is in its life; not retired unless said otherwise.",
  })
  status?: ProductStatus | null;

  @Field(() => SlaStandingEnum, {
    nullable: true,
    description: "Whether what its owner promises is kept now.",
  })
  standing?: SlaStanding | null;

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

/** Arguments of `lineage`. */
@ArgsType()
export class LineageArguments {
  @Field(() => DirectionEnum, { defaultValue: "BOTH", description: "Which way to follow it." })
  direction!: "UPSTREAM" | "DOWNSTREAM" | "BOTH";

  @Field(() => Int, {
    nullable: true,
    description: "How many edges away at most; any unless said otherwise.",
  })
  depth?: number | null;
}

/** Arguments of what is recorded of a product. */
@ArgsType()
export class RecordArguments {
  @Field(() => Int, { defaultValue: 10, description: "How many of the newest; at most 100." })
  first!: number;
}
