import { Ctx, Query, Resolver } from "type-graphql";
import type { CatalogScope } from "../catalogScope.ts";
import { Consumer } from "../types/index.ts";

/** Who asks. */
@Resolver()
export class MeResolver {
  @Query(() => Consumer, { nullable: true, description: "Whoever asks, as the token names them." })
  me(@Ctx() { consumer }: CatalogScope): Consumer {
    return Consumer.of(consumer);
  }
}
