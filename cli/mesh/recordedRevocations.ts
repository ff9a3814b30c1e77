import type { Logger } from "pino";
import { type RecordedRevocation, type WatchedList, watchRevocations } from "../../catalog/index.ts";
import type { Connections } from "./connections.ts";

/** The tokens that the catalog knows to be revoked, as that changes; `onChange` is told of each list. */
export function recordedRevocations(
  connections: Connections,
  log: Pick<Logger, "info" | "error">,
  onChange: (revocations: readonly RecordedRevocation[]) => void = () => undefined,
): Promise<WatchedList<RecordedRevocation>> {
  return watchRevocations(connections.as("catalog", "read"), {
    onChange: (revocations) => {
      log.info({ revocations: revocations.length }, "revoked tokens");
      onChange(revocations);
    },
    onFailure: (err) =>
      err === undefined
        ? log.info("revocations can be read again")
        : log.error({ err }, "revocations cannot be read; those read last stay in force"),
  });
}
