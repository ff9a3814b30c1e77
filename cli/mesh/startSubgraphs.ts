import { createSubgraph, type Subgraph } from "@datamesh/kernel/graphql";
import { readStoredFields } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { newServiceKey } from "@datamesh/kernel/servicetoken";
import type { Logger } from "pino";
import type { SubgraphTransport } from "../../gateway/types.ts";
import type { Connections } from "./connections.ts";

/** A subgraph in this process, and the key that the gateway shares with it alone. */
export interface StartedSubgraph {
  readonly subgraph: Pick<Subgraph, "name" | "sdl" | "handle" | "stop">;
  readonly serviceKey: Uint8Array;
}

/** Starts the subgraph of every context. */
export function startSubgraphs(
  contexts: readonly Context[],
  connections: Connections,
  log: Logger,
): Promise<readonly (StartedSubgraph & { readonly context: Context })[]> {
  return Promise.all(
    contexts.map(async (context) => {
      const serviceKey = newServiceKey();
      const database = connections.as(context.name, "read");
      const subgraph = await createSubgraph({
        context,
        database,
        serviceKey,
        now: () => new Date(),
        log: (problem) => log.error(problem, "a subgraph failed"),
        stored: await readStoredFields(database, context),
      });
      return { context, subgraph, serviceKey };
    }),
  );
}

/** Reaches subgraphs of this process with the very messages that would go over the network. */
export function inProcessTransports(
  started: readonly StartedSubgraph[],
): Readonly<Record<string, SubgraphTransport>> {
  return Object.fromEntries(
    started.map(({ subgraph }) => [subgraph.name, (request) => subgraph.handle(request)] as const),
  );
}
