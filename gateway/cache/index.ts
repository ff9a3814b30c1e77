export { type CacheTally, cacheTally, type Served } from "./cacheTally.ts";
export { cacheSettings } from "./cacheSettings.ts";
export { readCacheBytes } from "./readCacheBytes.ts";
export { type CacheSettings, throughCache } from "./throughCache.ts";
