import type { Announcements } from "../announcements/index.ts";
import type { CacheTally } from "./cacheTally.ts";
import type { CacheSettings } from "./throughCache.ts";

/** What a gateway sets a mesh's cache up with; nothing when there is to be none. */
export function cacheSettings(
  maxBytes: number,
  announcements: Announcements,
  tally: CacheTally,
): { readonly cache?: CacheSettings } {
  return maxBytes === 0 ? {} : { cache: { announcements, maxBytes, tally } };
}
