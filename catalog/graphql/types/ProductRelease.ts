import type { ReplayRecord } from "@datamesh/kernel/replay";
import { Field, Float, ObjectType } from "type-graphql";
import type { VersionBump } from "../../state/index.ts";
import { VersionBumpEnum } from "./enums.ts";

@ObjectType({
  description: "Values of a published product that were set right without a change of its contract.",
})
export class ProductCorrection {
  @Field(() => String, { description: "Why." })
  reason!: string;

  @Field(() => Float, { description: "How many rows it changed." })
  rows!: number;

  @Field(() => [String], { description: "Which fields it changed." })
  fields!: readonly string[];

  @Field(() => String, { description: "When its rebuild began, in UTC." })
  startedAt!: string;

  /** A correction as its rebuild was recorded. */
  static of({ reason, differingRows, changedFields, startedAt }: ReplayRecord): ProductCorrection {
    return {
      reason: reason.replace(/^correction:\s*/, ""),
      rows: differingRows,
      fields: changedFields,
      startedAt,
    };
  }
}

@ObjectType({ description: "A version of a product, when it was first served." })
export class ProductRelease {
  @Field(() => String, { description: "The semantic version." })
  version!: string;

  @Field(() => VersionBumpEnum, {
    nullable: true,
    description: "By which part it is above the version before; null for a product's first.",
  })
  bump!: VersionBump | null;

  @Field(() => String, { description: "When it was first served, in UTC." })
  publishedAt!: string;

  @Field(() => String, { description: "What is new in it." })
  reason!: string;

  @Field(() => String, { description: "The fingerprint of the code of its folds." })
  fingerprint!: string;

  @Field(() => [ProductCorrection], { description: "What was set right with it." })
  corrections!: readonly ProductCorrection[];
}
