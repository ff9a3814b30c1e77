import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "A field of a product's rows that leads to a row of another product." })
export class ProductLink {
  @Field(() => String, { description: "Its name in GraphQL." })
  name!: string;

  @Field(() => String, { description: "The product it leads to, as `name@major`." })
  product!: string;

  @Field(() => String, { description: "The field of this product that holds the other's key." })
  by!: string;

  @Field(() => String, { description: "The key of the other product." })
  key!: string;
}
