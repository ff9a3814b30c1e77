import type { EventLog } from "@datamesh/kernel/log";
import type { Queryable } from "@datamesh/kernel/postgres";
import { chain } from "../chain.ts";
import type { RecordedRevocation } from "../read/index.ts";

/** Where revocations are recorded, and where it is read what is known of them. */
export interface RevocationDependencies {
  /** The catalog's log, to append to. */
  readonly log: Pick<EventLog, "append">;
  /** The catalog's read login; the projector has come to the head of the log. */
  readonly database: Queryable;
  readonly now: () => Date;
}

/**
 * Records that tokens are revoked; what was said of the same claim and value before counts no longer. Fails with
 * BAD_USER_INPUT for what does not fit.
 */
export async function recordRevocation(
  revocation: Omit<RecordedRevocation, "revokedAt">,
  { log, database, now }: RevocationDependencies,
): Promise<void> {
  const { claim, value } = revocation;
  const [before] = await database.query({
    text: "select last_event from catalog_store.catalog_revocation where claim = $1 and value = $2",
    values: [claim, value],
  });
  const fact = { type: "TOKENS_REVOKED", data: { ...revocation } };
  await log.append([...chain([fact], before?.["last_event"] ?? null, now())]);
}
