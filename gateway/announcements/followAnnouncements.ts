import { setTimeout as sleep } from "node:timers/promises";
import type { ProductRef } from "@datamesh/kernel/product";
import { serviceSigner, type ServiceKeys } from "@datamesh/kernel/servicetoken";
import type { AnnouncementBoard } from "./announcementBoard.ts";
import { readLine } from "./announcementLines.ts";
import { ANNOUNCEMENTS_PATH, announcementsOf } from "./announcementRoute.ts";

/** Whose announcements are followed, from where. */
export interface FollowedContext {
  readonly context: string;
  /** The origins of its replicas, as they are known now. */
  readonly addresses: () => readonly string[];
  /** Its products: what it says of others counts for nothing. */
  readonly products: () => readonly ProductRef[];
  readonly serviceKey: ServiceKeys;
  /** Told when nothing is heard any more, and with undefined when it is again. */
  readonly onHeard: (failure: unknown) => void;
}

/** A replica that is silent for so long is left for another. */
const SILENCE_MS = 2_000;
const RETRY_MS = 500;
const MOST_CHARACTERS = 1_024 * 1_024;

/** Puts up what a context in other processes announces, from one of its replicas, until stopped. */
export function followAnnouncements(
  followed: FollowedContext,
  board: AnnouncementBoard,
): () => Promise<void> {
  const stopping = new AbortController();
  const sign = serviceSigner(followed.serviceKey, announcementsOf(followed.context));
  let turn = 0;
  const once = async (): Promise<void> => {
    const addresses = followed.addresses();
    const address = addresses[turn % Math.max(1, addresses.length)];
    turn += 1;
    if (address === undefined) throw new Error("no address is known");
    const silence = new AbortController();
    const signal = AbortSignal.any([stopping.signal, silence.signal]);
    const timer = setTimeout(() => silence.abort(new Error("nothing was heard")), SILENCE_MS);
    try {
      const authorization = `Bearer ${sign({ consumer: GATEWAY, body: "", now: new Date() })}`;
      const response = await fetch(new URL(ANNOUNCEMENTS_PATH, address), {
        headers: { authorization },
        redirect: "error",
        signal,
      });
      if (response.status !== 200 || response.body === null) throw new Error(`it answers ${response.status}`);
      for await (const line of linesOf(response.body)) {
        timer.refresh();
        const { age, ...told } = readLine(line, new Set(followed.products()));
        board.heardOf({ context: followed.context, ...told, at: performance.now() - age });
        followed.onHeard(undefined);
      }
      throw new Error("the stream has ended");
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await once().catch((error: unknown) => {
        if (!stopping.signal.aborted) followed.onHeard(error);
      });
      await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
}

/** On whose behalf nothing is read: what is heard is of no row. */
const GATEWAY = Object.freeze({ id: "gateway", roles: [], scopes: [] });

/** Throws on a line that is longer than any that is written. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MOST_CHARACTERS) throw new Error("a line has no end");
    yield* lines;
  }
}
