/** Queries, and what they answer. */
export function PlaygroundPage() {
  return null;
}
