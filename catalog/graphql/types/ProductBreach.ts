import { Field, ObjectType } from "type-graphql";
import type { BreachRow } from "../../projection/index.ts";
import type { Breachable } from "../../schemas/recordSchemas.ts";
import { BreachableEnum } from "./enums.ts";

@ObjectType({ description: "A time in which less was kept than a product's owner promises." })
export class ProductBreach {
  @Field(() => BreachableEnum, { description: "What the promise is about." })
  metric!: Breachable;

  @Field(() => String, { description: "Over how long it was observed: `1h`." })
  window!: string;

  @Field(() => String, { description: "The promise." })
  objective!: string;

  @Field(() => String, { nullable: true, description: "What was observed; null when nothing was." })
  observed!: string | null;

  @Field(() => String, { description: "When it began, in UTC: `2026-01-31T12:00:00.000Z`." })
  at!: string;

  @Field(() => String, {
    nullable: true,
    description: "When the promise was kept again; null while it is not.",
  })
  restoredAt!: string | null;

  /** A breach as the catalog's row tells it. */
  static of({ at, restoredAt, ...breach }: Omit<BreachRow, "position">): ProductBreach {
    return { ...breach, at: at.toISOString(), restoredAt: restoredAt?.toISOString() ?? null };
  }
}
