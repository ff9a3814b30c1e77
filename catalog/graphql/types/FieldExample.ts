import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "A made-up value of a field, never a real one, and what its mask makes of it." })
export class FieldExample {
  @Field(() => String, { description: "The value, as a text." })
  value!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "As shown to those not entitled to it: masked, or as it is where there is no mask. Null when it is redacted.",
  })
  masked!: string | null;
}
