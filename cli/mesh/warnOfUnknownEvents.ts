import { unknownEvents } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import type { Logger } from "pino";
import type { Connections } from "./connections.ts";

/** Says once, for each context, which events its log holds that the declaration does not name. */
export async function warnOfUnknownEvents(
  contexts: readonly Context[],
  connections: Pick<Connections, "as">,
  log: Pick<Logger, "warn">,
): Promise<void> {
  for (const { name } of contexts) {
    const events = await unknownEvents(connections.as(name, "project"), name);
    if (events.length > 0) {
      log.warn({ context: name, events }, "the log holds events of types that the declaration does not name");
    }
  }
}
