import type { LiveResult } from "./liveEvent.ts";

/** How a stream began: with results to send, or with one that is all there is. */
export type StartedStream =
  | { readonly kind: "begun"; readonly results: AsyncGenerator<LiveResult, void> }
  | { readonly kind: "answered"; readonly result: LiveResult | undefined };

/**
 * Waits until a stream has begun, which may be long before its first result, or has a first result without having begun:
 * then that is the only one, a refusal or the answer of an operation that is answered once.
 */
export async function startedStream(
  results: AsyncGenerator<LiveResult, void>,
  begun: Promise<void>,
): Promise<StartedStream> {
  const first = results.next();
  const answered = first.then(({ value }) => value ?? undefined);
  // Of what is still to come, whoever writes the stream is told.
  answered.catch(() => undefined);
  const started = await Promise.race([begun.then((): typeof BEGUN => BEGUN), answered]);
  if (started === BEGUN) return { kind: "begun", results: following(first, results) };
  await results.return();
  return { kind: "answered", result: started };
}

const BEGUN: unique symbol = Symbol("begun");

/** What has been asked for already, and what comes after it. */
async function* following(
  first: Promise<IteratorResult<LiveResult, void>>,
  rest: AsyncGenerator<LiveResult, void>,
): AsyncGenerator<LiveResult, void> {
  try {
    const { done, value } = await first;
    if (done === true) return;
    yield value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
