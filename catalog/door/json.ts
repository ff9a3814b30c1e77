/** A body's JSON; undefined, which no schema takes, for what is none. */
export function json(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
