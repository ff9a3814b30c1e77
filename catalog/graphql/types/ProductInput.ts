import type { InputDescriptor } from "@datamesh/kernel/product";
import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "Events a product is derived from." })
export class ConsumedEvents {
  @Field(() => String, { description: "The log they are in." })
  log!: string;

  @Field(() => [String], { description: "Their types." })
  eventTypes!: readonly string[];

  @Field(() => Int, { description: "The version of these types that is read." })
  eventVersion!: number;
}

@ObjectType({ description: "A field taken from another product." })
export class TakenField {
  @Field(() => String, { description: "The field of this product." })
  field!: string;

  @Field(() => String, { description: "The field of the other product that it is taken from." })
  from!: string;
}

@ObjectType({ description: "Another product whose rows complete those of this one." })
export class JoinedProduct {
  @Field(() => String, { description: "The other product, as `name@major`." })
  product!: string;

  @Field(() => String, { description: "The field of this product that holds the key of the other." })
  by!: string;

  @Field(() => [TakenField], { description: "What is taken from it." })
  fields!: readonly TakenField[];
}

@ObjectType({ description: "One thing a product is derived from: events or another product." })
export class ProductInput {
  @Field(() => ConsumedEvents, { nullable: true, description: "The events; null when it is a product." })
  events!: ConsumedEvents | null;

  @Field(() => JoinedProduct, { nullable: true, description: "The product; null when it is events." })
  join!: JoinedProduct | null;

  /** What a contract says of an input, in the shape of this type. */
  static of(input: InputDescriptor): ProductInput {
    if (input.kind === "events") {
      const { log, eventTypes, eventVersion } = input;
      return { events: { log, eventTypes, eventVersion }, join: null };
    }
    const fields = Object.entries(input.take).map(([field, from]) => ({ field, from }));
    return { events: null, join: { product: input.product, by: input.by, fields } };
  }
}
