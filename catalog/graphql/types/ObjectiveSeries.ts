import type { MeasuredMetric, SlaWindow } from "@datamesh/kernel/sla";
import { ArgsType, Field, Float, ObjectType } from "type-graphql";
import { SlaMetricEnum, SlaWindowEnum } from "./ProductObjective.ts";

@ObjectType({ description: "What was observed in one slot of time." })
export class ObjectivePoint {
  @Field(() => String, { description: "When the slot begins, in UTC: `2026-01-31T12:00:00.000Z`." })
  at!: string;

  @Field(() => String, {
    nullable: true,
    description: "What was observed, in the objective's manner: `42ms`, `99.95%`.",
  })
  observed!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: "The same as a number: seconds for a duration, 0 to 1 for a share.",
  })
  observedValue!: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the promise was kept." })
  met!: boolean | null;

  @Field(() => Float, { description: "Of how many requests or samples; a whole number." })
  count!: number;
}

@ObjectType({ description: "One of a product's objectives in the course of a window." })
export class ObjectiveSeries {
  @Field(() => SlaMetricEnum, { description: "What the promise is about." })
  metric!: MeasuredMetric;

  @Field(() => String, { description: "The promise: a duration such as `100ms` or a share such as `99.9%`." })
  objective!: string;

  @Field(() => Float, {
    description: "The same as a number: seconds for a duration, 0 to 1 for a share.",
  })
  objectiveValue!: number;

  @Field(() => [ObjectivePoint], {
    description: "What was observed, slot by slot, the oldest first; slots without any are left out.",
  })
  points!: readonly ObjectivePoint[];
}

/** Arguments of `slaSeries`. */
@ArgsType()
export class SlaSeriesArguments {
  @Field(() => SlaWindowEnum, { description: "The window; its slots are minutes, hours or days." })
  window!: SlaWindow;

  @Field(() => SlaMetricEnum, { nullable: true, description: "One metric; all of them unless given." })
  metric?: MeasuredMetric | null;
}
