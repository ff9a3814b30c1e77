/** Whether an origin is listed: each as `SCHEME://HOST[:PORT]`, or with `*` as its port for any. */
export const isListedOrigin = (origin: string, origins: readonly string[]): boolean =>
  origins.includes(origin) || origins.includes(`${origin.replace(/:\d+$/, "")}:*`);
