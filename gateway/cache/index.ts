export { type CacheTally, cacheTally, type Served } from "./cacheTally.ts";
export { type Computed, type ExactCache, exactCache, type Found, type Question } from "./exactCache.ts";
