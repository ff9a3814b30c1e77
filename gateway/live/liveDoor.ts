import type { Announcements } from "../announcements/index.ts";
import type { AddToDoor } from "../http/addition.ts";
import type { DoorCounts } from "../measure/index.ts";
import { DEFAULT_LIVE, type LiveSettings } from "./liveSettings.ts";
import { sseRoute } from "./sseRoute.ts";
import { openSubscriptions } from "./subscriptions.ts";
import { webSockets } from "./webSockets.ts";

/** What subscriptions need besides the door. */
export interface LiveDoorParts {
  readonly announcements: Announcements;
  /** From which pages a WebSocket may be opened. */
  readonly corsOrigins: readonly string[];
  readonly settings?: LiveSettings;
  /** Counts the streams that are open. */
  readonly streams?: DoorCounts["streams"] | undefined;
}

/**
 * Answers subscriptions at the door: as server-sent events where `/graphql` is asked for them, and over WebSockets that
 * are opened there.
 */
export function liveDoor(parts: LiveDoorParts): AddToDoor {
  const { announcements, corsOrigins, settings = DEFAULT_LIVE, streams } = parts;
  return (door) => {
    const subscriptions = openSubscriptions(door, announcements, settings, streams);
    const sockets = webSockets(subscriptions, corsOrigins);
    return {
      eventStream: sseRoute(subscriptions),
      upgrades: { "/graphql": { protocol: "websocket", take: (upgrade) => sockets.take(upgrade) } },
      stop: async () => {
        subscriptions.stop();
        await sockets.stop();
      },
    };
  };
}
