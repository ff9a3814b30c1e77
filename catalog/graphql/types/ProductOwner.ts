import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "The team that answers for a product." })
export class ProductOwner {
  @Field(() => String, { description: "The team's name." })
  team!: string;

  @Field(() => String, { description: "How to reach the team, for questions and requests of access." })
  contact!: string;
}
