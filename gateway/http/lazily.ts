/**
 * A function that runs `make` at the first call and gives its promise to all who call. If it fails, the next
 * call tries again.
 */
export function lazily<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let making: Promise<Made> | undefined;
  return () =>
    (making ??= make().catch((error: unknown) => {
      making = undefined;
      throw error;
    }));
}
