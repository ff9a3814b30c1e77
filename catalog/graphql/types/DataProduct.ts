import type { ProductDescriptor, Sla } from "@datamesh/kernel/product";
import { Directive, Field, Int, ObjectType } from "type-graphql";
import type { CatalogProductRow } from "../../projection/index.ts";
import type { ProductStatus } from "../../state/index.ts";
import { ProductStatusEnum } from "./enums.ts";
import { ProductInput } from "./ProductInput.ts";
import { ProductLink } from "./ProductLink.ts";
import { ProductOwner } from "./ProductOwner.ts";
import { ProductPolicy } from "./ProductPolicy.ts";
import { ProductDeprecation } from "./ProductVersion.ts";

@Directive(`@key(fields: "name major")`)
@ObjectType({ description: "A version of a data product, as its owner declares it." })
export class DataProduct {
  @Field(() => String, { description: "Its name, the same in every version: `customer-profiles`." })
  name!: string;

  @Field(() => Int, {
    description: "The first part of its version. Products of different majors live side by side.",
  })
  major!: number;

  @Field(() => String, { description: "Its semantic version: `1.2.0`." })
  version!: string;

  @Field(() => String, { description: "Its name for people." })
  title!: string;

  @Field(() => ProductStatusEnum, { description: "Where it is in its life." })
  status!: ProductStatus;

  @Field(() => String, { description: "When contract, policy or status last changed, in UTC." })
  changedAt!: string;

  @Field(() => ProductDeprecation, { nullable: true, description: "Its end, if that is announced." })
  deprecation!: ProductDeprecation | null;

  @Field(() => String, { description: "What it is." })
  description!: string;

  @Field(() => String, { description: "The bounded context it comes from." })
  context!: string;

  @Field(() => ProductOwner, { description: "Who answers for it." })
  owner!: ProductOwner;

  @Field(() => String, { description: "The field that names a row." })
  key!: string;

  @Field(() => [ProductInput], { description: "What it is derived from." })
  inputs!: readonly ProductInput[];

  @Field(() => [ProductLink], { description: "Where its rows lead to." })
  links!: readonly ProductLink[];

  @Field(() => ProductPolicy, { description: "Who may do what with it." })
  policy!: ProductPolicy;

  /** The whole contract. */
  descriptor!: ProductDescriptor;

  /** Its objectives, against which what was measured is judged when that is asked for. */
  declaredSla!: Sla;

  @Field(() => String, { description: "The relation that holds its rows, in its context's schema." })
  relation!: string;

  @Field(() => Boolean, {
    description: "Whether it keeps every version of its rows: can be joined, and read as of the past.",
  })
  history!: boolean;

  @Field(() => String, { description: "The GraphQL type of its rows." })
  graphqlType!: string;

  /** A product of the catalog's tables. Fields and position are resolved when they are asked for. */
  static of({ descriptor, status, changedAt }: CatalogProductRow): DataProduct {
    const { name, major, version, title, description, context, owner, key, links, relation } = descriptor;
    return Object.assign(new DataProduct(), {
      name,
      major,
      version,
      title,
      description,
      context,
      owner,
      key,
      links,
      relation,
      status,
      changedAt: changedAt.toISOString(),
      descriptor,
      deprecation: ProductDeprecation.of(descriptor.deprecated),
      history: descriptor.history !== false,
      inputs: descriptor.inputs.map((input) => ProductInput.of(input)),
      policy: ProductPolicy.of(descriptor.policy),
      declaredSla: descriptor.sla,
      graphqlType: descriptor.graphql.type,
    });
  }
}
