import { MeshError } from "../errors.ts";
import { batchQueue, type BatchBounds, type Size, type Waiting } from "./batchQueue.ts";

/**
 * What a failure to write means: a value of some call was `refused`, and nothing written; it is `unknown` whether
 * anything was; or it `failed` for every call, and nothing was written.
 */
export type WriteFailure = "refused" | "unknown" | "failed";

/** How calls are written. */
export interface BatchWriter<C, R> {
  /** Writes calls in order, each whole: an outcome for each, or a rejection, which tells of all of them. */
  readonly write: (calls: readonly C[]) => Promise<readonly R[]>;
  readonly meaning: (failure: unknown) => WriteFailure;
  readonly sizeOf: (call: C) => Size;
  /** Waits before a group whose outcome is unknown is written again; answers false when it should be given up. */
  readonly mayRetry: (attempt: number) => Promise<boolean>;
  /** What callers are told then, those of the group and those that wait behind it. */
  readonly givenUp: (failure: unknown) => Error;
  /** Runs a step a little later, so that callers that are woken together are grouped. */
  readonly later: (step: () => void) => void;
}

/**
 * Joins calls that come while one is written into groups, so that many callers share one round trip and one sync to
 * disk. Calls are written in the order they come, one group at a time. A caller waits until its call is written; when
 * more is waiting than `bounds` allow, it is refused with UNAVAILABLE at once. Writing must be idempotent: a group of
 * unknown outcome is written again, and a call that is refused is told from its group mates by writing halves.
 */
export function microBatcher<C, R>(writer: BatchWriter<C, R>, bounds: BatchBounds): (call: C) => Promise<R> {
  const queue = batchQueue<C, R>(bounds);
  let running = false;
  const run = async (): Promise<void> => {
    for (let group = queue.nextGroup(); group.length > 0; group = queue.nextGroup()) {
      const lost = await writeGroup(writer, group);
      if (lost !== undefined) for (const each of queue.takeAll()) each.reject(writer.givenUp(lost.failure));
      await new Promise<void>((resolve) => writer.later(resolve));
    }
    running = false;
  };
  return (call) =>
    new Promise<R>((resolve, reject) => {
      if (!queue.offer({ call, size: writer.sizeOf(call), resolve, reject })) return reject(full());
      if (running) return;
      running = true;
      writer.later(() => void run());
    });
}

/** Settles every call of a group. Answers the failure when it had to be given up. */
async function writeGroup<C, R>(
  writer: BatchWriter<C, R>,
  group: readonly Waiting<C, R>[],
): Promise<{ readonly failure: unknown } | undefined> {
  const written = await attempt(writer, group);
  if ("outcomes" in written) {
    group.forEach((each, index) => each.resolve(written.outcomes[index] as R));
    return undefined;
  }
  const { failure, meaning } = written;
  if (meaning === "refused" && group.length > 1) {
    const half = group.length >> 1;
    const first = await writeGroup(writer, group.slice(0, half));
    if (first === undefined) return writeGroup(writer, group.slice(half));
    for (const each of group.slice(half)) each.reject(writer.givenUp(first.failure));
    return first;
  }
  const told = meaning === "unknown" ? writer.givenUp(failure) : failure;
  for (const each of group) each.reject(told);
  return meaning === "unknown" ? { failure } : undefined;
}

type Written<R> =
  { readonly outcomes: readonly R[] } | { readonly failure: unknown; readonly meaning: WriteFailure };

async function attempt<C, R>(
  { write, meaning, mayRetry }: BatchWriter<C, R>,
  group: readonly Waiting<C, R>[],
): Promise<Written<R>> {
  const calls = group.map(({ call }) => call);
  for (let count = 1; ; count += 1) {
    try {
      return { outcomes: await write(calls) };
    } catch (failure) {
      const means = meaning(failure);
      if (means === "unknown" && (await mayRetry(count))) continue;
      // What failed for certain now may have been written before, when the answer was lost.
      return { failure, meaning: means === "failed" && count > 1 ? "unknown" : means };
    }
  }
}

const full = (): MeshError =>
  new MeshError("UNAVAILABLE", "more appends wait than the log can take now: try again in a moment");
