import { createSubgraph, type Subgraph } from "@datamesh/kernel/graphql";
import { readStoredFields } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { newServiceKey } from "@datamesh/kernel/servicetoken";
import type { Logger } from "pino";
import type { Connections } from "./connections.ts";

/** A subgraph in this process, and the key that the gateway shares with it alone. */
export interface StartedSubgraph {
  readonly subgraph: Pick<Subgraph, "name" | "sdl" | "handle" | "stop">;
  readonly serviceKey: Uint8Array;
}

/** Starts the subgraph of every context, each under a key of its own. */
export function startSubgraphs(
  contexts: readonly Context[],
  connections: Connections,
  log: Logger,
): Promise<readonly (StartedSubgraph & { readonly context: Context })[]> {
  return Promise.all(
    contexts.map((context) => startSubgraph(context, { connections, log, serviceKey: newServiceKey() })),
  );
}

/** Starts the subgraph of a context. */
export async function startSubgraph(
  context: Context,
  parts: { readonly connections: Connections; readonly log: Logger; readonly serviceKey: Uint8Array },
): Promise<StartedSubgraph & { readonly context: Context }> {
  const { connections, log, serviceKey } = parts;
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
}
