import { Field, Float, ObjectType } from "type-graphql";

@ObjectType({ description: "How many events of a type a log holds." })
export class EventTypeCount {
  @Field(() => String, { description: "The event type." })
  type!: string;

  @Field(() => Float, { description: "How many; a whole number." })
  count!: number;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the context's declaration names the type; of others nothing is derived. Null when it cannot be told.",
  })
  declared!: boolean | null;
}

@ObjectType({ description: "A context's append-only log of events." })
export class EventLog {
  @Field(() => String, { description: "Its name: `lending_events`." })
  name!: string;

  @Field(() => String, { description: "The context it belongs to." })
  context!: string;

  @Field(() => Float, {
    nullable: true,
    description:
      "The position of its newest event, a whole number: 0 before the first. Null when it cannot be reached.",
  })
  head!: number | null;

  @Field(() => [EventTypeCount], {
    nullable: true,
    description: "What is in it. Null when it cannot be reached.",
  })
  eventTypes!: readonly EventTypeCount[] | null;
}
