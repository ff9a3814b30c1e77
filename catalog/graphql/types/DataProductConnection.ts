import { Field, ObjectType } from "type-graphql";
import type { ProductFilter } from "../../read/index.ts";
import { DataProduct } from "./DataProduct.ts";
import { PageInfo } from "./PageInfo.ts";

@ObjectType({ description: "A product and its place in a connection." })
export class DataProductEdge {
  @Field(() => String, { description: "Its place: pass it as `after`." })
  cursor!: string;

  @Field(() => DataProduct, { description: "The product." })
  node!: DataProduct;

  /** What was searched for, which `matches` says where it stands. */
  search!: string | null;
}

@ObjectType({ description: "Products, best match first (GraphQL Cursor Connections Specification)." })
export class DataProductConnection {
  @Field(() => [DataProductEdge], { description: "The products of this page with their places." })
  edges!: readonly DataProductEdge[];

  @Field(() => [DataProduct], { description: "The products of this page." })
  nodes!: readonly DataProduct[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;

  /** What is counted when `totalCount` is asked for. */
  filter!: ProductFilter;
}
