import { headerOf, jsonAnswer, type Route } from "@datamesh/kernel/graphql";
import type { ProductRef } from "@datamesh/kernel/product";
import { serviceVerifier, type ServiceKeys } from "@datamesh/kernel/servicetoken";
import { announcementLines } from "./announcementLines.ts";
import type { Announcements } from "./announcements.ts";

/** Where the stream of a context's announcements is, at each of its subgraph processes. */
export const ANNOUNCEMENTS_PATH = "/announcements";

/** What a token names that opens the stream, and nothing else of the context. */
export const announcementsOf = (context: string): string => `${context}:announcements`;

/** What is announced, and to whom. */
export interface AnnouncementRouteParts {
  readonly context: string;
  readonly products: readonly ProductRef[];
  readonly announcements: Announcements;
  /** What the gateways share with the context. */
  readonly serviceKey: ServiceKeys;
  /** Ends the streams. */
  readonly stopping: AbortSignal;
}

/** Tells gateways where the products of a context stand, as long as they listen; whoever has no token of theirs gets 401. */
export function announcementRoute(parts: AnnouncementRouteParts): Readonly<Record<string, Route>> {
  const verify = serviceVerifier(parts.serviceKey, announcementsOf(parts.context));
  return {
    [ANNOUNCEMENTS_PATH]: {
      GET: (request) => {
        const [, token = ""] = /^Bearer ([^\s]+)$/i.exec(headerOf(request, "authorization")) ?? [];
        const verified = verify({ token, body: "", now: new Date() });
        if (!verified.ok) return jsonAnswer(401, { errors: [{ message: "only the gateway may listen" }] });
        const { announcements, products, stopping } = parts;
        const ending = AbortSignal.any([stopping, ...(request.signal ? [request.signal] : [])]);
        return {
          status: 200,
          headers: { "content-type": "application/x-ndjson", "cache-control": "no-store" },
          body: "",
          stream: announcementLines(announcements, products, {
            now: () => performance.now(),
            stopping: ending,
          }),
        };
      },
    },
  };
}
