import type { NewEvent } from "../../log/eventLog.ts";
import { checkStreamName, type StreamTarget } from "../../log/stream.ts";
import { contextNames } from "../contextNames.ts";

/** A statement for the producer's own client: `client.query(statement)`. */
export interface OutboxStatement {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * The statement by which a producer writes events into the outbox of a context, within its own transaction. Events are
 * prepared (`prepareEvent`), which checks them and puts personal values into envelopes. It answers one row, `version`:
 * where the stream stands then, null without a stream. It fails with SQLSTATE 40001 when the stream is not at the
 * expected version. Events whose ids are known already are left out. Throws MeshError BAD_USER_INPUT on a name that
 * cannot be a stream's.
 */
export function outboxStatement(
  context: string,
  events: readonly NewEvent[],
  target?: StreamTarget,
): OutboxStatement {
  if (target !== undefined) checkStreamName(target.stream);
  const { appendToOutbox } = contextNames(context);
  return {
    text: `select ${appendToOutbox}($1::text, $2::bigint, $3::text[], $4::text[], $5::integer[], $6::timestamptz[],
             $7::jsonb[], $8::jsonb[]) as version`,
    values: [
      target?.stream ?? null,
      expectedVersion(target),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ version }) => version),
      events.map(({ occurredAt }) => occurredAt),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ metadata }) => JSON.stringify(metadata)),
    ],
  };
}

function expectedVersion(target: StreamTarget | undefined): number | null {
  if (target === undefined || target.expected === "any") return null;
  return target.expected === "none" ? 0 : target.expected;
}
