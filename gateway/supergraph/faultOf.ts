/** As deep as a chain of causes is followed; one of them could lead back to itself. */
const DEEPEST = 5;

/** What the log of a request keeps of a fault of ours: where it arose, and what caused it in turn. */
export function faultOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  if (error.cause === undefined || depth === DEEPEST) return own;
  return `${own}\ncaused by ${faultOf(error.cause, depth + 1)}`;
}
