import type { Deprecation } from "@datamesh/kernel/product";
import { Field, Int, ObjectType } from "type-graphql";
import type { CatalogProductRow } from "../../projection/index.ts";
import type { ProductStatus } from "../../state/index.ts";
import { ProductStatusEnum } from "./enums.ts";

@ObjectType({ description: "The end of a product version that is announced. Days are ISO 8601." })
export class ProductDeprecation {
  @Field(() => String, { description: "The first day it is deprecated." })
  since!: string;

  @Field(() => String, { description: "The day it is withdrawn." })
  sunset!: string;

  @Field(() => String, { description: "What to use in its place, as `name@major`." })
  use!: string;

  /** A deprecation as it is declared; null when there is none. */
  static of(declared: Deprecation | undefined): ProductDeprecation | null {
    return declared ?? null;
  }
}

@ObjectType({ description: "One of the versions of a product that live, or lived, side by side." })
export class ProductVersion {
  @Field(() => Int, { description: "The first part of its version." })
  major!: number;

  @Field(() => String, { description: "Its semantic version." })
  version!: string;

  @Field(() => ProductStatusEnum, { description: "Where it is in its life." })
  status!: ProductStatus;

  @Field(() => ProductDeprecation, { nullable: true, description: "Its end, if that is announced." })
  deprecation!: ProductDeprecation | null;

  /** A version as the catalog's row tells it. */
  static of({ major, status, descriptor }: CatalogProductRow): ProductVersion {
    const { version, deprecated } = descriptor;
    return { major, version, status, deprecation: ProductDeprecation.of(deprecated) };
  }
}
