import { startSequencer } from "@datamesh/kernel/postgres";
import type { Logger } from "pino";
import { sayOnce } from "./sayOnce.ts";
import type { Connections } from "./connections.ts";

/** What moves events from the outboxes of contexts into their logs. */
export interface Sequencers {
  /** A producer has committed to a context's outbox. */
  outboxGrew(context: string): void;
  stop(): Promise<void>;
}

const MESSAGES = Object.freeze({
  failing: "the outbox cannot be moved on; it is tried again",
  over: "the outbox is moved on again",
});

/** Starts one for each context, with the login of its projectors. */
export function startSequencers(
  contexts: readonly string[],
  connections: Pick<Connections, "as">,
  log: Logger,
): Sequencers {
  const started = contexts.map((context) => {
    const failure = sayOnce(log, MESSAGES, { context });
    const loop = startSequencer(context, connections.as(context, "project"), {
      onFailure: (error) => failure.failed(error),
      onSuccess: () => failure.worked(),
      onRepeated: (ids) =>
        log.error({ context, ids }, "events of the outbox were left out: their ids were in the log already"),
    });
    return { context, loop };
  });
  return {
    outboxGrew: (context) => {
      for (const each of started) if (each.context === context) each.loop.wake();
    },
    stop: async () => {
      await Promise.all(started.map(({ loop }) => loop.stop()));
    },
  };
}
