/** Within which every gateway process has to know that a token is revoked (docs/identity.md). */
const PROMISED_MS = 2_000;
/** What the machine of a test may be late by: other tests share its processors, and each look is a request of its own. */
const LATE_MS = 1_000;

/**
 * Looks until something has come into force. Fails when that takes longer than is promised, and `more` milliseconds where
 * something else is waited for besides.
 */
export async function expectInForce(holds: () => Promise<boolean>, more = 0): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    const waited = performance.now() - began;
    if (waited > PROMISED_MS + LATE_MS + more) throw new Error(`it is not in force after ${waited} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
