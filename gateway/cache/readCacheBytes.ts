import type { Reading } from "../settings.ts";

const MEGABYTE = 1_024 * 1_024;
const MEGABYTES = 64;
const MOST_MEGABYTES = 65_536;

/** How much memory the exact cache may take, in bytes, from `DATAMESH_CACHE_MB`; 0 for none, 64 MB unless given. */
export function readCacheBytes({ env, problems }: Pick<Reading, "env" | "problems">): number {
  const text = env("DATAMESH_CACHE_MB") ?? String(MEGABYTES);
  const megabytes = Number(text);
  if (/^\d{1,5}$/.test(text) && megabytes <= MOST_MEGABYTES) return megabytes * MEGABYTE;
  problems.push(
    `DATAMESH_CACHE_MB "${text}" is not a number of megabytes from 0, for no cache, to ${MOST_MEGABYTES}`,
  );
  return 0;
}
