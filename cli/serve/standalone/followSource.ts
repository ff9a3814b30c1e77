import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { LiveMesh } from "../../../gateway/supergraph/index.ts";
import type { ReadSupergraph } from "./supergraphSource.ts";

/** How a supergraph is followed. */
export interface FollowSourceParts {
  readonly read: ReadSupergraph;
  readonly mesh: Pick<LiveMesh, "adopt">;
  readonly pollMs: number;
  readonly log: Logger;
}

/** Looks again and again whether the supergraph has changed; one that cannot be used is logged, and the last one stays. */
export function followSource({ read, mesh, pollMs, log }: FollowSourceParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let isMissing = false;
  const poll = async (): Promise<void> => {
    try {
      const supergraphSdl = await read();
      isMissing = false;
      if (supergraphSdl === undefined) return;
      const { ok } = await mesh.adopt({ supergraphSdl, subgraphs: [] });
      if (ok) log.info("the supergraph has changed");
    } catch (err) {
      if (!isMissing) log.warn({ err }, "the supergraph cannot be read; the last one stays");
      isMissing = true;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await poll();
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
