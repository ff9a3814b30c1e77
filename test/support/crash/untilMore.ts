import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MILLISECONDS = 60_000;

/** Waits until a count is higher than it is now; answers whether it came to that within a minute. */
export async function untilMore(count: () => number): Promise<boolean> {
  const before = count();
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (count() === before) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}
