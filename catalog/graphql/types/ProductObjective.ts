import { type Sla, SLA_METRICS, type SlaMetric } from "@datamesh/kernel/product";
import { Field, ObjectType } from "type-graphql";
import { SlaMetricEnum } from "./enums.ts";

@ObjectType({ description: "What a product's owner promises." })
export class ProductObjective {
  @Field(() => SlaMetricEnum, { description: "What the promise is about." })
  metric!: SlaMetric;

  @Field(() => String, { description: "The promise: a duration such as `100ms` or a share such as `99.9%`." })
  objective!: string;

  /** The objectives of a service level agreement, in a fixed order. */
  static of(sla: Sla): readonly ProductObjective[] {
    return SLA_METRICS.map((metric) => ({ metric, objective: sla[metric] }));
  }
}
