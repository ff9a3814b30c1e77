import { Field, ObjectType } from "type-graphql";
import type { Searched } from "../../projection/index.ts";
import { SearchedEnum } from "./enums.ts";

@ObjectType({ description: "A reason why a search found a product." })
export class ProductMatch {
  @Field(() => SearchedEnum, { description: "Where a word of the search stands." })
  in!: Searched;

  @Field(() => String, { description: "The text it stands in." })
  text!: string;

  @Field(() => String, { nullable: true, description: "The field that the text is about." })
  field!: string | null;
}
