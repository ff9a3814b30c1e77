import { Field, Int, ObjectType } from "type-graphql";
import type { ProductFacet as Facet } from "../../read/index.ts";
import { FacetEnum } from "./enums.ts";

@ObjectType({ description: "How many of the products have a value." })
export class FacetValue {
  @Field(() => String, { description: "The value, as the filter takes it." })
  value!: string;

  @Field(() => Int, { description: "How many products." })
  count!: number;
}

@ObjectType({ description: "The products that fit, counted in one respect." })
export class ProductFacet {
  @Field(() => FacetEnum, { description: "The respect." })
  name!: Facet["name"];

  @Field(() => [FacetValue], { description: "The values there are, the most frequent first." })
  values!: readonly FacetValue[];
}
