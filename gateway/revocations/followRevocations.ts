import { setTimeout as sleep } from "node:timers/promises";
import type { Revocation, RevocationList } from "./revocationList.ts";

/** Where revocations come from, and who has to know of them. */
export interface FollowRevocationsParts {
  /** Undefined when they are as they were last. */
  readonly read: () => Promise<readonly Revocation[] | undefined>;
  readonly list: Pick<RevocationList, "replace">;
  readonly pollMs?: number;
  /** Told of what cannot be read; what was read last stays in force. */
  readonly onFailure: (error: unknown) => void;
  /** Told each time that they could be read, be they as they were or not. */
  readonly onRead?: () => void;
}

const POLL_MS = 500;

/** Reads revocations now, and again twice a second. Rejects when they cannot be read at first. */
export async function followRevocations(parts: FollowRevocationsParts): Promise<{ stop(): Promise<void> }> {
  const { read, list, pollMs = POLL_MS, onFailure, onRead } = parts;
  const look = async (): Promise<void> => {
    const found = await read();
    if (found !== undefined) list.replace(found);
    onRead?.();
  };
  await look();
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await look().catch(onFailure);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
