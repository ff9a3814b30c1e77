import { MEASURED_METRICS, type MeasuredMetric, SLA_WINDOWS, type SlaWindow } from "@datamesh/kernel/sla";
import { ArgsType, Field, Float, ObjectType, registerEnumType } from "type-graphql";

const byOwnName = <const N extends string>(names: readonly N[]): { readonly [P in N]: P } =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [P in N]: P };

export const SlaMetricEnum = byOwnName(MEASURED_METRICS);
export const SlaWindowEnum = byOwnName(SLA_WINDOWS);

registerEnumType(SlaMetricEnum, {
  name: "SlaMetric",
  description: "What an objective is about.",
  valuesConfig: {
    latencyP95: { description: "How long 95 of 100 reads take at most." },
    freshness: { description: "How old what is not yet in the product may be." },
    availability: { description: "The share of reads that are answered." },
    completeness: { description: "The share of events that are in the product." },
    heartbeat: { description: "How long its events may be silent." },
  },
});
registerEnumType(SlaWindowEnum, {
  name: "SlaWindow",
  description: "Over how long an objective is measured, what is under way included.",
  valuesConfig: {
    H1: { description: "The last 60 minutes." },
    H24: { description: "The last 24 hours." },
    D30: { description: "The last 30 days, as days of UTC." },
  },
});

@ObjectType({ description: "What a product's owner promises, and what was observed of it." })
export class ProductObjective {
  @Field(() => SlaMetricEnum, { description: "What the promise is about." })
  metric!: MeasuredMetric;

  @Field(() => String, { description: "The promise: a duration such as `100ms` or a share such as `99.9%`." })
  objective!: string;

  @Field(() => SlaWindowEnum, { description: "Over how long it was observed." })
  window!: SlaWindow;

  @Field(() => String, {
    nullable: true,
    description: "What was observed, in the objective's manner: `42ms`, `99.95%`. Null when nothing was.",
  })
  observed!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: "The same as a number: seconds for a duration, 0 to 1 for a share.",
  })
  observedValue!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the promise was kept. Null when nothing was observed.",
  })
  met!: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "What is left of what the promise allows to go wrong: 1 when nothing did, 0 when it is used up, less when more did.",
  })
  budgetLeft!: number | null;
}

/** Arguments of `sla`. */
@ArgsType()
export class SlaArguments {
  @Field(() => SlaWindowEnum, { nullable: true, description: "One window; all of them unless given." })
  window?: SlaWindow | null;
}
