import type { Derivation } from "@datamesh/kernel/lineage";
import { Field, Int, ObjectType } from "type-graphql";
import type { ProductStatus } from "../../state/index.ts";
import { DerivationEnum, LineageEdgeKindEnum, LineageNodeKindEnum, ProductStatusEnum } from "./enums.ts";

@ObjectType({
  description: "A product version, or where lineage begins: the log of a context, or a version of a model.",
})
export class LineageNode {
  @Field(() => String, {
    description: "What edges name it by: `customer-profiles@1`, `customers_events`, `credit-oracle-v2.1`.",
  })
  id!: string;

  @Field(() => LineageNodeKindEnum, { description: "What it is." })
  kind!: "PRODUCT" | "LOG" | "MODEL";

  @Field(() => String, { description: "Its name." })
  name!: string;

  @Field(() => Int, { description: "How many edges away it is." })
  distance!: number;

  @Field(() => String, { nullable: true, description: "The semantic version of a product that is served." })
  version!: string | null;

  @Field(() => String, { nullable: true, description: "The name for people of a product that is served." })
  title!: string | null;

  @Field(() => String, { nullable: true, description: "The context of a product that is served." })
  context!: string | null;

  @Field(() => String, { nullable: true, description: "The team that answers for a product that is served." })
  owner!: string | null;

  @Field(() => String, { nullable: true, description: "How to reach that team." })
  contact!: string | null;

  @Field(() => ProductStatusEnum, {
    nullable: true,
    description: "Where a product that is served is in its life.",
  })
  status!: ProductStatus | null;
}

@ObjectType({ description: "A field, and what of an event or an upstream's row it comes from." })
export class FieldLineage {
  @Field(() => String, {
    description:
      "Of an event: `data.score` of its payload, `occurredAt`, or `event` as a whole. Of a product: the field.",
  })
  from!: string;

  @Field(() => String, { description: "The field." })
  to!: string;

  @Field(() => DerivationEnum, { description: "How it comes from there." })
  derivation!: Derivation;

  @Field(() => Boolean, { description: "Whether it also depends on what was in the row before." })
  accumulated!: boolean;
}

@ObjectType({
  description: "What a product is derived from: events of a log, fields of another product, or a model.",
})
export class LineageEdge {
  @Field(() => String, { description: "The node it comes from." })
  from!: string;

  @Field(() => String, { description: "The node that comes from it." })
  to!: string;

  @Field(() => LineageEdgeKindEnum, { description: "How it is derived." })
  kind!: "EVENTS" | "JOIN" | "MODEL";

  @Field(() => [String], { description: "The types of the events; none for a join or a model." })
  eventTypes!: readonly string[];

  @Field(() => String, { nullable: true, description: "The field a join goes by." })
  by!: string | null;

  @Field(() => [FieldLineage], { description: "The fields that are derived." })
  fields!: readonly FieldLineage[];
}

@ObjectType({ description: "What a product is derived from, or what is derived from it." })
export class ProductLineage {
  @Field(() => [LineageNode], { description: "Products, logs and models, each once, the nearest first." })
  nodes!: readonly LineageNode[];

  @Field(() => [LineageEdge], { description: "What lies between them." })
  edges!: readonly LineageEdge[];

  @Field(() => Boolean, { description: "Whether that is all; the nearest 1000 nodes are told." })
  complete!: boolean;
}

@ObjectType({ description: "What a field comes from." })
export class FieldSource {
  @Field(() => String, { description: "A log, or a product as `name@major`." })
  input!: string;

  @Field(() => [String], { description: "The event types of the log." })
  eventTypes!: readonly string[];

  @Field(() => String, {
    description:
      "Part of the event: `data.score`, `occurredAt`, `event` as a whole; or field of the product.",
  })
  path!: string;

  @Field(() => DerivationEnum, { description: "How it comes from there." })
  derivation!: Derivation;

  @Field(() => Boolean, { description: "Whether it also depends on what was in the row before." })
  accumulated!: boolean;
}

@ObjectType({ description: "A field of another product that is taken from a field." })
export class FieldUse {
  @Field(() => String, { description: "The other product, as `name@major`." })
  product!: string;

  @Field(() => String, { description: "Its field." })
  field!: string;
}
