import { setTimeout } from "node:timers/promises";
import { MeshError } from "../../errors.ts";
import type { AppendCall } from "../../log/appendCall.ts";
import type { BatchBounds } from "../../log/batchQueue.ts";
import type { StreamAppend } from "../../log/eventLog.ts";
import { microBatcher, type WriteFailure } from "../../log/microBatcher.ts";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { failureReason } from "../failureReason.ts";
import { storeFailure } from "../read/storeFailure.ts";
import { appendStatement, prepareCall, type PreparedCall, readOutcomes } from "./appendStatement.ts";

const MIB = 2 ** 20;
/** A group takes tens of milliseconds at most; what waits is written within about a second. */
const BOUNDS: BatchBounds = Object.freeze({
  group: { events: 1_000, bytes: 4 * MIB },
  waiting: { events: 50_000, bytes: 64 * MIB },
});
/** At once for a connection that was cut; long enough for a server that restarts, shorter than whoever asked would wait. */
const PAUSES = Object.freeze([10, 100, 500, 1_500]);

/** Data exceptions, broken constraints, limits of a value, refusals of our functions: the fault of some event. */
const REFUSED = /^(22|23|54|P0001)/;
/** Rolled back for the sake of another transaction. */
const ROLLED_BACK = /^40/;
/** What PostgreSQL says for certain although it is about resources: nothing was written. */
const CERTAIN = /^53/;

/** Appends calls to the log of a context, in groups: concurrent callers share one statement and one commit. */
export function batchedAppends(
  context: string,
  connection: Queryable,
): (call: AppendCall) => Promise<StreamAppend> {
  const names = contextNames(context);
  const append = microBatcher<PreparedCall, StreamAppend>(
    {
      write: async (group) => readOutcomes(group, await connection.query(appendStatement(names, group))),
      meaning: (failure) => meaningOf(context, failure),
      sizeOf: ({ size }) => size,
      mayRetry: async (attempt) => {
        const pause = PAUSES[attempt - 1];
        if (pause !== undefined) await setTimeout(pause);
        return pause !== undefined;
      },
      givenUp: (cause) => outOfReach(context, cause),
      later: setImmediate,
    },
    BOUNDS,
  );
  return async (call) => {
    if (call.events.length === 0) return { kind: "appended", events: [] };
    return append(prepareCall(call)).catch((failure: unknown) => Promise.reject(told(context, failure)));
  };
}

/** A failure in the words of the port: a server without room or connections is UNAVAILABLE, and wrote nothing. */
function told(context: string, failure: unknown): unknown {
  const { code = "" } = failure as { code?: string };
  if (!CERTAIN.test(code)) return failure;
  return new MeshError(
    "UNAVAILABLE",
    `the log of ${context} cannot take more now, ${failureReason(failure)}; none of these events were appended`,
    {},
    { cause: failure },
  );
}

function meaningOf(context: string, failure: unknown): WriteFailure {
  const { code = "" } = failure as { code?: string };
  if (REFUSED.test(code)) return "refused";
  if (ROLLED_BACK.test(code)) return "unknown";
  if (CERTAIN.test(code)) return "failed";
  const meaning = storeFailure(context, failure);
  return meaning instanceof MeshError && meaning.code === "UNAVAILABLE" ? "unknown" : "failed";
}

const outOfReach = (context: string, cause: unknown): MeshError =>
  new MeshError(
    "UNAVAILABLE",
    `the log of ${context} cannot be reached, and whether these events are in it is not known: append them again with the same ids, known ones change nothing`,
    {},
    { cause },
  );
