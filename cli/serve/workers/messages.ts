import type { MetricFamily } from "../../../gateway/admin/index.ts";

/** What a worker says to the primary. */
export type FromWorker =
  | { readonly kind: "serves"; readonly url: string }
  | { readonly kind: "metrics"; readonly question: number; readonly families: readonly MetricFamily[] };

/** What the primary says to a worker. */
export type ToWorker = { readonly kind: "metrics"; readonly question: number };

/** Reads a message; undefined for what is none, such as those that node:cluster sends itself. */
export function readMessage<Message extends FromWorker | ToWorker>(message: unknown): Message | undefined {
  const isOurs = typeof message === "object" && message !== null && "kind" in message;
  return isOurs ? (message as Message) : undefined;
}
