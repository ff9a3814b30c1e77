import { type KindCounts, kindCounts } from "./kindCounts.ts";
import { type WriteTally, writeTally } from "./writeTally.ts";

/** How a token was found to be good or not: from what is known of it, anew, or by waiting for that to be found out. */
export type TokenServed = "hit" | "miss" | "shared";

/** Over what a stream of results is sent. */
export type StreamTransport = "sse" | "websocket";

/** What the parts of a gateway's door count, each its own, for whoever watches it. */
export interface DoorCounts {
  readonly tokens: KindCounts<TokenServed>;
  /** Streams that are open now. */
  readonly streams: KindCounts<StreamTransport>;
  readonly accessLog: WriteTally;
}

/** Nothing counted yet. */
export function doorCounts(): DoorCounts {
  return {
    tokens: kindCounts<TokenServed>(["hit", "miss", "shared"]),
    streams: kindCounts<StreamTransport>(["sse", "websocket"]),
    accessLog: writeTally(),
  };
}
