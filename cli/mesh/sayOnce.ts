import { failureReason } from "@datamesh/kernel/postgres";
import type { Logger } from "pino";

/** What is said of work that fails for a while. */
export interface OngoingFailure {
  /** It failed. Said the first time, and when the reason is another. */
  failed(error: unknown): void;
  /** It worked. Said if it had failed before. */
  worked(): void;
}

/** Says a failure that lasts once, with its reason, and once that it is over. */
export function sayOnce(
  log: Pick<Logger, "error" | "info">,
  messages: { readonly failing: string; readonly over: string },
  about: Readonly<Record<string, unknown>> = {},
): OngoingFailure {
  let reason: string | undefined;
  return {
    failed: (err) => {
      const now = failureReason(err);
      if (now === reason) return;
      reason = now;
      log.error({ ...about, reason, err }, messages.failing);
    },
    worked: () => {
      if (reason === undefined) return;
      reason = undefined;
      log.info(about, messages.over);
    },
  };
}
