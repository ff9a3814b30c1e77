import type { ServerResponse } from "node:http";
import type { Exchange } from "../http/exchange.ts";
import { HTTP_STATUS } from "../http/httpStatus.ts";
import { refusalReply } from "../http/refusal.ts";
import { jsonReply, type Reply } from "../http/reply.ts";
import { resultStatus } from "../http/resultStatus.ts";
import { GONE } from "./follow.ts";
import type { LiveResult } from "./liveEvent.ts";
import type { LiveSettings } from "./liveSettings.ts";
import { writeEvents } from "./writeEvents.ts";

const HEADERS = Object.freeze({
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // What gathers what is sent would keep events back.
  "x-accel-buffering": "no",
});

/** What a stream of events is told of, and tells. */
export interface StreamEnds {
  /** To be called when whoever reads it has gone. */
  readonly leave: () => void;
  /** To be called when it is over. */
  readonly close: () => void;
}

/** The reply that sends results as they come. */
export function streamReply(
  results: AsyncGenerator<LiveResult, void>,
  settings: LiveSettings,
  { leave, close }: StreamEnds,
): Reply {
  const body = (response: ServerResponse): void => {
    if (response.destroyed) leave();
    else response.once("close", leave);
    void writeEvents(response, results, settings).finally(close);
  };
  return { status: 200, headers: HEADERS, body };
}

/**
 * The reply where there is one result and no more: one that was refused, or of which nothing could be answered, is told
 * with the status that it has as a query; any other is a stream of one.
 */
export function onlyReply(
  result: LiveResult | undefined,
  exchange: Exchange,
  settings: LiveSettings,
  ends: StreamEnds,
): Reply {
  if (result === undefined) {
    ends.close();
    return refusalReply({ error: GONE }, exchange);
  }
  const status = statusOf(result);
  if (status === 200) return streamReply(one(result), settings, ends);
  ends.close();
  exchange.note({ code: codeOf(result) });
  return jsonReply(status, result);
}

function statusOf(result: LiveResult): number {
  if (result.data !== undefined) return resultStatus(result, undefined);
  const known = Object.entries(HTTP_STATUS).find(([code]) => code === codeOf(result));
  return known?.[1] ?? HTTP_STATUS.INTERNAL;
}

const codeOf = ({ errors }: LiveResult): unknown => errors?.[0]?.extensions?.["code"];

async function* one(result: LiveResult): AsyncGenerator<LiveResult, void> {
  yield result;
}
