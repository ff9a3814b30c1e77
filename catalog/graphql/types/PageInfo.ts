import { Directive, Field, ObjectType } from "type-graphql";

/** Word for word the PageInfo of every other subgraph (kernel/graphql/typeDefs/sharedTypes.ts). */
@Directive("@shareable")
@ObjectType({ description: "Where a page lies in its connection." })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}
