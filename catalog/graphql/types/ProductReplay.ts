import type { ReplayRecord } from "@datamesh/kernel/replay";
import { Field, Float, ObjectType } from "type-graphql";
import { ReplayKindEnum, ReplayResultEnum } from "./enums.ts";

@ObjectType({ description: "Up to where an input was read." })
export class ReplayInput {
  @Field(() => String, { description: "`events` of the product's own log, or an upstream as `name@major`." })
  input!: string;

  @Field(() => [String], {
    description: "The upstreams it is an input of, the nearest last; none for its own.",
  })
  through!: readonly string[];

  @Field(() => Float, { description: "The position; a whole number." })
  position!: number;
}

@ObjectType({
  description: "What an upstream stood at, and when it was last found to be what its events say.",
})
export class ReplayUpstream {
  @Field(() => String, { description: "The upstream, as `name@major`." })
  product!: string;

  @Field(() => Float, { description: "Its position; a whole number." })
  position!: number;

  @Field(() => String, { nullable: true, description: "When it was last verified; null when it never was." })
  verifiedAt!: string | null;
}

@ObjectType({ description: "A product version derived anew from its events, to swap it in or to compare." })
export class ProductReplay {
  @Field(() => ReplayKindEnum, { description: "What it was for." })
  kind!: "REBUILD" | "VERIFY" | "DIFF";

  @Field(() => ReplayResultEnum, { description: "What became of it." })
  result!: ReplayRecord["result"];

  @Field(() => String, { description: "Why it was run." })
  reason!: string;

  @Field(() => String, { description: "The version that was derived." })
  version!: string;

  @Field(() => String, { description: "When it began, in UTC: `2026-01-31T12:00:00.000Z`." })
  startedAt!: string;

  @Field(() => Float, { description: "How long it took." })
  durationMs!: number;

  @Field(() => Float, { nullable: true, description: "Events folded a second; null when it took no time." })
  eventsPerSecond!: number | null;

  @Field(() => Float, { description: "How many events were folded: those it consumes, of all in its log." })
  events!: number;

  @Field(() => Float, { description: "How many rows there are." })
  rows!: number;

  @Field(() => Float, { description: "How many keys have another row or history than the events say." })
  differingRows!: number;

  @Field(() => [String], { description: "Fields of rows that a rebuild changed, or a release would." })
  changedFields!: readonly string[];

  @Field(() => Float, { description: "The product's position it was compared or swapped at." })
  position!: number;

  @Field(() => [ReplayInput], { description: "Up to where its inputs were read." })
  inputs!: readonly ReplayInput[];

  @Field(() => String, { description: "The digest of what was derived." })
  digest!: string;

  @Field(() => String, { description: "The digest of what was live." })
  liveDigest!: string;

  @Field(() => Float, { description: "The generation that was live before." })
  generation!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "The revision the digest is of: `g1.c42.e0` is generation 1, commit 42, epoch 0. Null for replays before revisions were told.",
  })
  revision!: string | null;

  @Field(() => [ReplayUpstream], { description: "What it is derived from." })
  upstreams!: readonly ReplayUpstream[];

  @Field(() => String, { description: "The fingerprint of the code it was derived with." })
  fingerprint!: string;

  /** A record as it was recorded, in the shape of this type. */
  static of(record: ReplayRecord): ProductReplay {
    const { kind, inputs, revision = null, ...rest } = record;
    return {
      ...rest,
      revision,
      kind: kind.toUpperCase() as Uppercase<typeof kind>,
      eventsPerSecond: eventsPerSecond(record),
      inputs: listed(inputs),
    };
  }
}

/** How fast a replay was, to three digits; null when it took no time. */
export function eventsPerSecond({ events, durationMs }: ReplayRecord): number | null {
  return durationMs === 0 ? null : Number((events / (durationMs / 1_000)).toPrecision(3));
}

function listed(inputs: ReplayRecord["inputs"], through: readonly string[] = []): readonly ReplayInput[] {
  return Object.entries(inputs).flatMap(([input, { position, inputs: further = {} }]) => [
    { input, through, position },
    ...listed(further, [...through, input]),
  ]);
}
