/** What callers got. Latencies in milliseconds. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** Appends one event, whose number is told; resolves when it is durable. */
export type AppendOne = (number: number) => Promise<void>;

let next = 0;

/** Lets so many callers append for some seconds, each waiting for its answer before it goes on. */
export async function closedLoop(
  append: AppendOne,
  { callers, seconds }: { readonly callers: number; readonly seconds: number },
): Promise<Measured> {
  const latencies: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  const caller = async (): Promise<void> => {
    for (let now = performance.now(); now < end;) {
      await append((next += 1));
      const then = performance.now();
      latencies.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - started) / 1_000;
  return { perSecond: latencies.length / elapsed, ...percentiles(latencies) };
}

/** The middle one, and the one that one in a hundred exceeds. */
export function percentiles(latencies: readonly number[]): Pick<Measured, "p50" | "p99"> {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
