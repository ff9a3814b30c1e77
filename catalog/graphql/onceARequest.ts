/** Reads something when it is first asked for, and answers the same from then on. */
export function onceARequest<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= read());
}
