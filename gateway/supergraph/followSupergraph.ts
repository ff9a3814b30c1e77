import { setTimeout as sleep } from "node:timers/promises";
import type { FetchSupergraph } from "./fetchSupergraph.ts";
import type { SubgraphAddresses } from "../transport/index.ts";
import type { KeptSupergraph } from "./keptSupergraph.ts";
import type { LiveMesh } from "./liveMesh.ts";
import { type SupergraphFeed, withKnownAddresses } from "./supergraphFeed.ts";

/** Where a gateway has its supergraph from. */
export interface FollowedSupergraph {
  /** Where a subgraph is, by what was heard last. */
  addressesOf(subgraph: string): SubgraphAddresses | undefined;
  /** What it starts from: fetched, or else kept from before; undefined when there is neither. */
  readonly startsFrom: "catalog" | "file" | undefined;
  stop(): Promise<void>;
}

/** How the supergraph is followed. */
export interface FollowParts {
  readonly fetch: FetchSupergraph;
  readonly kept: KeptSupergraph;
  readonly mesh: Pick<LiveMesh, "adopt">;
  readonly pollMs?: number;
  /** Told of the documents that clients may send by their hash, as often as anything comes. */
  readonly onDocuments?: (documents: SupergraphFeed["documents"]) => void;
  /** Told of the tokens that are accepted no longer, as often as anything comes. */
  readonly onRevocations?: (revocations: SupergraphFeed["revocations"]) => void;
  /** Told when the catalog ceases to answer, and with undefined when it answers again. */
  readonly onCatalog: (failure: unknown) => void;
  /** Told when what was taken could not be kept. */
  readonly onUnkept: (failure: unknown) => void;
}

const POLL_MS = 1_000;

/**
 * Takes the newest supergraph into the mesh, now and whenever it changes. While the catalog is down the mesh stays as
 * it is, and a start uses the last good supergraph that was kept. What the mesh cannot be made of is not kept.
 */
export async function followSupergraph(parts: FollowParts): Promise<FollowedSupergraph> {
  const { fetch, kept, mesh, onCatalog, onUnkept, onDocuments, onRevocations, pollMs = POLL_MS } = parts;
  const keep = await kept.load();
  let current: SupergraphFeed | undefined;
  let isDown = false;
  const take = async (feed: SupergraphFeed): Promise<void> => {
    const { supergraphSdl, subgraphs } = feed;
    // Where subgraphs are holds whatever becomes of the supergraph.
    current = withKnownAddresses(feed, current);
    onDocuments?.(feed.documents);
    onRevocations?.(feed.revocations);
    const { ok } = await mesh.adopt({ supergraphSdl, subgraphs });
    if (ok && feed !== keep) await kept.save(current).catch(onUnkept);
  };
  const poll = async (): Promise<boolean> => {
    try {
      const feed = await fetch();
      if (isDown) onCatalog(undefined);
      isDown = false;
      if (feed !== undefined) await take(feed);
      return feed !== undefined;
    } catch (error) {
      if (!isDown) onCatalog(error);
      isDown = true;
      return false;
    }
  };

  const stopping = new AbortController();
  if (keep !== undefined) await take(keep);
  const fetched = await poll();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await poll();
    }
  };
  const running = run();
  return {
    addressesOf: (subgraph) => current?.addresses[subgraph],
    startsFrom: fetched ? "catalog" : keep === undefined ? undefined : "file",
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
