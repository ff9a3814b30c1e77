import { MeshError } from "@datamesh/kernel";
import { issuePeerToken } from "@datamesh/kernel/servicetoken";
import { readFeed, type SupergraphFeed } from "./supergraphFeed.ts";

/** Asks for the newest supergraph; undefined when it is the one that came last. Rejects when none can be had. */
export type FetchSupergraph = () => Promise<SupergraphFeed | undefined>;

const DEADLINE_MS = 3_000;
const MAX_BYTES = 64 * 1_024 * 1_024;

/** Fetches from the catalog's door, with the key the gateways share with it. Fails with UNAVAILABLE, saying why. */
export function catalogFeed(catalogUrl: string, key: Uint8Array, now: () => Date): FetchSupergraph {
  let etag: string | undefined;
  return async () => {
    const token = await issuePeerToken(key, {
      from: "gateway",
      to: "catalog:supergraph",
      body: "",
      now: now(),
    });
    const headers = {
      authorization: `Bearer ${token}`,
      ...(etag !== undefined && { "if-none-match": etag }),
    };
    const response = await ask(new URL("/supergraph", catalogUrl), headers);
    if (response.status === 304) return undefined;
    if (response.status !== 200) throw unavailable(`it answers ${response.status}`);
    if (Number(response.headers.get("content-length") ?? 0) > MAX_BYTES)
      throw unavailable("it sends too much");
    const feed = readFeed(await response.text());
    etag = response.headers.get("etag") ?? undefined;
    return feed;
  };
}

async function ask(url: URL, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, { headers, redirect: "error", signal: AbortSignal.timeout(DEADLINE_MS) });
  } catch (error) {
    const { cause, message } = error as { cause?: { code?: string }; message?: string };
    throw unavailable(cause?.code ?? message ?? "unknown");
  }
}

const unavailable = (reason: string): MeshError =>
  new MeshError("UNAVAILABLE", `the catalog gives no supergraph: ${reason}`);
