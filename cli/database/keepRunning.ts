import { startWorkLoop } from "@datamesh/kernel/postgres";
import { isPostmasterOf } from "./findPostmaster.ts";
import type { Postmaster } from "./postmasterFile.ts";
import { startPostmaster, type Start } from "./startPostmaster.ts";

/** Who is told when a server ends that nobody here has stopped. */
export interface Outages {
  /** It is gone, and is started again. */
  died(): void;
  /** It could not be started; that is tried again. Told when the reason is another than before. */
  failed(error: unknown): void;
  /** It runs again. */
  back(): void;
}

/** A server that is started again when it dies. */
export interface KeptServer {
  /** The process that is, or was last, the server. */
  readonly pid: () => number;
  /** Leaves it alone from now on; resolves when a start under way is over. */
  leave(): Promise<void>;
}

/** A look costs a program of its own where there is no /proc. */
const WATCH_MILLISECONDS = 1_000;

/**
 * Watches over a server, and starts it again on the same port when its process is gone: out of memory, killed, or ended
 * by itself because its disk was full. It tries until it succeeds, at growing pauses of 4 s at most.
 */
export function keepRunning(start: Start, server: Postmaster, outages: Outages): KeptServer {
  let current = server;
  let isGone = false;
  let reason: string | undefined;
  const loop = startWorkLoop({
    step: async () => {
      if (await isPostmasterOf(current.pid, start.directory)) return false;
      if (!isGone) outages.died();
      isGone = true;
      const choosePort = async (): Promise<number> => server.port;
      current = (await startPostmaster({ ...start, choosePort })).postmaster;
      isGone = false;
      reason = undefined;
      outages.back();
      return false;
    },
    pollMilliseconds: WATCH_MILLISECONDS,
    onFailure: (error) => {
      const now = error instanceof Error ? error.message : "unknown";
      if (now !== reason) outages.failed(error);
      reason = now;
    },
  });
  return { pid: () => current.pid, leave: () => loop.stop() };
}
