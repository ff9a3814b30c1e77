import autocannon from "autocannon";

/** One request, sent again and again. */
export interface Target {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A body per request, in turn, so that nothing is answered from one cached text. */
  readonly bodies: readonly string[];
}

export interface Measured {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Answers that were not 200 or carried errors. */
  readonly failures: number;
}

export interface LoadOptions {
  readonly connections: number;
  readonly seconds: number;
}

/** Keeps `connections` busy with the target for some seconds, and measures every answer. */
export async function load(target: Target, { connections, seconds }: LoadOptions): Promise<Measured> {
  const latencies: number[] = [];
  let failures = 0;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: target.url,
        connections,
        duration: seconds,
        requests: target.bodies.map((body) => ({ method: "POST", headers: { ...target.headers }, body })),
        verifyBody: (body) => !String(body).includes('"errors"'),
      },
      (error: unknown, done) => (error instanceof Error ? reject(error) : resolve(done)),
    );
    run.on("response", (_client, status, _bytes, milliseconds) => {
      latencies.push(milliseconds);
      if (status !== 200) failures += 1;
    });
  });
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    requestsPerSecond: latencies.length / result.duration,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    failures: failures + result.mismatches + result.errors,
  };
}
