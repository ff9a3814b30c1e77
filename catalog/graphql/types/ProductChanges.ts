import { compareContracts, type Contract, type Difference, largestBump } from "@datamesh/kernel/contract";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import type { VersionBump } from "../../state/index.ts";
import { VersionBumpEnum } from "./enums.ts";

const BUMP_NAMES = { none: null, patch: "PATCH", minor: "MINOR", major: "MAJOR" } as const;

@ObjectType({ description: "One thing in which two versions of a product differ." })
export class ProductChange {
  @Field(() => String, { description: "Where in the contract: `fields.score.unit`." })
  path!: string;

  @Field(() => String, { description: "What became of it, in words." })
  what!: string;

  @Field(() => VersionBumpEnum, {
    nullable: true,
    description: "The least part of a version that may carry it; null when any may.",
  })
  bump!: VersionBump | null;

  @Field(() => Boolean, { description: "Whether more may be seen, by more people, or for longer." })
  loosensPolicy!: boolean;

  /** A difference of two contracts. */
  static of({ path, what, bump, loosensPolicy }: Difference): ProductChange {
    return { path, what, bump: BUMP_NAMES[bump], loosensPolicy: loosensPolicy === true };
  }
}

@ObjectType({
  description:
    "In what the contract of a product's version differs from that of another. The code that makes the values is not compared.",
})
export class ProductChanges {
  @Field(() => String, { description: "The version it is compared with." })
  since!: string;

  @Field(() => VersionBumpEnum, {
    nullable: true,
    description: "The largest of the changes' bumps; null when nothing differs.",
  })
  bump!: VersionBump | null;

  @Field(() => [ProductChange], { description: "What differs." })
  changes!: readonly ProductChange[];

  /** In what a contract differs from another. */
  static of(since: Contract, contract: Contract): ProductChanges {
    const differences = compareContracts(since, contract);
    return {
      since: since.version,
      bump: BUMP_NAMES[largestBump(differences.map(({ bump }) => bump))],
      changes: differences.map((each) => ProductChange.of(each)),
    };
  }
}

/** Arguments of `changes`. */
@ArgsType()
export class ChangesArguments {
  @Field(() => Int, {
    nullable: true,
    description: "The major to compare with; the one before unless given.",
  })
  since?: number | null;
}
