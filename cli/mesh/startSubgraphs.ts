import { createSubgraph, type Subgraph } from "@datamesh/kernel/graphql";
import { createEventDoor, type EventDoor } from "@datamesh/kernel/intake";
import { postgresEventLog, readStoredFields } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { newServiceKey, type ServiceKeys } from "@datamesh/kernel/servicetoken";
import type { Tracer } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import type { Connections } from "./connections.ts";

/** A subgraph in this process, and the key that the gateway shares with it alone. */
export interface StartedSubgraph {
  readonly subgraph: Pick<Subgraph, "name" | "sdl" | "handle" | "stop">;
  /** The door to the context's log; absent where nothing may be appended. */
  readonly events?: EventDoor;
  readonly serviceKey: ServiceKeys;
}

/** Starts the subgraph of every context, each under a key of its own. */
export function startSubgraphs(
  contexts: readonly Context[],
  connections: Connections,
  log: Logger,
  tracer: Tracer,
): Promise<readonly (StartedSubgraph & { readonly context: Context })[]> {
  return Promise.all(
    contexts.map((context) =>
      startSubgraph(context, { connections, log, tracer, serviceKey: newServiceKey(), takesEvents: true }),
    ),
  );
}

/** What a subgraph is started with. */
export interface SubgraphParts {
  readonly connections: Connections;
  readonly log: Logger;
  readonly tracer: Tracer;
  readonly serviceKey: ServiceKeys;
  /** Whether it opens the door to the context's log too, for which it needs the login to append. */
  readonly takesEvents: boolean;
}

/** Starts the subgraph of a context. */
export async function startSubgraph(
  context: Context,
  { connections, log, tracer, serviceKey, takesEvents }: SubgraphParts,
): Promise<StartedSubgraph & { readonly context: Context }> {
  const database = connections.as(context.name, "read");
  const subgraph = await createSubgraph({
    context,
    database,
    serviceKey,
    tracer,
    now: () => new Date(),
    log: (problem) => log.error(problem, "a subgraph failed"),
    stored: await readStoredFields(database, context),
  });
  if (!takesEvents) return { context, subgraph, serviceKey };
  const events = createEventDoor({
    context,
    log: postgresEventLog(context.name, { append: connections.as(context.name, "append") }),
    serviceKey,
    now: () => new Date(),
    onProblem: (problem) => log.error(problem, "the door to a log failed"),
  });
  return { context, subgraph, events, serviceKey };
}
