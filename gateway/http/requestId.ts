/** The id a request brought in `x-request-id`, if it is one that fits a log line; otherwise a new one. */
export function requestIdOf(header: string | string[] | undefined, newId: () => string): string {
  return typeof header === "string" && /^[A-Za-z0-9._-]{1,64}$/.test(header) ? header : newId();
}
