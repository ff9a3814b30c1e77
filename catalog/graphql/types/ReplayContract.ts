import type { ProductDescriptor } from "@datamesh/kernel/product";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { eventsPerSecond } from "./ProductReplay.ts";

@ObjectType({ description: "Events that a product is derived from, and from where on." })
export class ReplayStream {
  @Field(() => String, { description: "The log they are in." })
  log!: string;

  @Field(() => [String], { description: "Their types." })
  eventTypes!: readonly string[];

  @Field(() => Int, { description: "The version of these types that is read." })
  eventVersion!: number;

  @Field(() => Float, { description: "The position of the first event that is needed." })
  from!: number;
}

@ObjectType({ description: "What it takes to derive a product version anew." })
export class ReplayContract {
  @Field(() => [ReplayStream], { description: "The events." })
  streams!: readonly ReplayStream[];

  @Field(() => [String], { description: "The products whose histories are read, as `name@major`." })
  upstreams!: readonly string[];

  @Field(() => String, { description: "The fingerprint of the code that its rows are derived with." })
  fingerprint!: string;

  @Field(() => Float, {
    nullable: true,
    description: "How many events a second the newest replay folded; null when there was none.",
  })
  eventsPerSecond!: number | null;

  /** What a contract says of a replay, and how fast the newest was. */
  static of({ inputs, fingerprint }: ProductDescriptor, newest: ReplayRecord | undefined): ReplayContract {
    const streams = inputs.flatMap((input) => {
      if (input.kind === "join") return [];
      const { log, eventTypes, eventVersion } = input;
      return [{ log, eventTypes, eventVersion, from: 1 }];
    });
    const upstreams = inputs.flatMap((input) => (input.kind === "join" ? [input.product] : []));
    return {
      streams,
      upstreams: [...new Set(upstreams)],
      fingerprint,
      eventsPerSecond: newest === undefined ? null : eventsPerSecond(newest),
    };
  }
}
