import { logName } from "@datamesh/kernel/product";
import { Ctx, Query, Resolver } from "type-graphql";
import { registeredContexts } from "../../read/index.ts";
import type { CatalogScope } from "../catalogScope.ts";
import { EventLog } from "../types/index.ts";

/** The logs of all registered contexts. */
@Resolver()
export class LogsResolver {
  @Query(() => [EventLog], {
    nullable: true,
    description: "The logs of all contexts, the catalog's own included.",
  })
  async logs(@Ctx() { store, status }: CatalogScope): Promise<readonly EventLog[]> {
    const contexts = await registeredContexts(store);
    return Promise.all(
      contexts.map(async (context) => {
        const [log, unknown] = await Promise.all([status.log(context), status.unknownTypes(context)]);
        return {
          name: logName(context),
          context,
          head: log?.head ?? null,
          eventTypes:
            log?.eventTypes.map((each) => ({ ...each, declared: isDeclared(each.type, unknown) })) ?? null,
        };
      }),
    );
  }
}

const isDeclared = (type: string, unknown: readonly string[] | null): boolean | null =>
  unknown === null ? null : !unknown.includes(type);
