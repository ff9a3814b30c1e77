import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { startWorkLoop, type WorkLoop } from "../workLoop.ts";

/** How a sequencer is told of. */
export interface SequencerOptions {
  readonly onFailure: (error: unknown) => void;
  /** Called whenever the outbox could be looked at. */
  readonly onSuccess?: () => void;
  /** Ids that the log knew already, from elsewhere: what a producer wrote under them is left out. */
  readonly onRepeated: (ids: readonly string[]) => void;
  /** How long to sleep without a wake-up; correctness never depends on one. */
  readonly pollMilliseconds?: number;
}

/** Few enough that appends beside it wait for tens of milliseconds at most. */
const MOST = 500;

/**
 * Moves what producers committed to the outbox of a context into its log, until stopped. Any number may run: each row
 * is moved by one of them, once. `database` is of the context's project role.
 */
export function startSequencer(context: string, database: Queryable, options: SequencerOptions): WorkLoop {
  return startWorkLoop({
    step: async () => {
      const { moved, repeated } = await sequenceOutbox(context, database);
      options.onSuccess?.();
      if (repeated.length > 0) options.onRepeated(repeated);
      return moved > 0;
    },
    pollMilliseconds: options.pollMilliseconds ?? 1_000,
    onFailure: options.onFailure,
  });
}

async function sequenceOutbox(
  context: string,
  database: Queryable,
): Promise<{ readonly moved: number; readonly repeated: readonly string[] }> {
  const names = contextNames(context);
  const [row] = await database.query({
    name: `sequence ${names.outbox}`,
    text: `select moved, to_json(repeated) as repeated from ${names.sequenceOutbox}($1)`,
    values: [MOST],
  });
  return { moved: Number(row?.["moved"]), repeated: JSON.parse(row?.["repeated"] ?? "[]") as string[] };
}
