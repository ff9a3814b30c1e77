/**
 * Puts load on one address: reads a `LoadPlan` as JSON from standard input, prints a `Load` as JSON. A process of its
 * own, so that it can be kept off the core of what is measured.
 */
import { text } from "node:stream/consumers";
import { openConnection } from "./connection.ts";
import type { Load, LoadPlan } from "./load.ts";

const plan = JSON.parse(await text(process.stdin)) as LoadPlan;
process.stdout.write(JSON.stringify(await generate(plan)));
process.exit(0);

async function generate({
  port,
  path,
  headers,
  bodies,
  connections,
  seconds,
  rate,
}: LoadPlan): Promise<Load> {
  const requests = bodies.map((body) => requestOf(path, headers, body));
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const latencies: number[] = [];
  let failures = 0;
  let next = 0;
  const started = performance.now();
  const ends = started + seconds * 1_000;
  const due = (): number => (rate === undefined ? performance.now() : started + (next * 1_000) / rate);
  await Promise.all(
    open.map(
      (connection) =>
        new Promise<void>((resolve) => {
          const sendNext = (): void => {
            const at = due();
            if (at >= ends || performance.now() >= ends) return resolve();
            next += 1;
            const request = requests[next % requests.length] ?? Buffer.of();
            // With a rate, waiting for a free connection is part of what a client sees.
            whenDue(at, () =>
              connection.send(request, (ok) => {
                latencies.push(performance.now() - at);
                if (!ok) failures += 1;
                sendNext();
              }),
            );
          };
          sendNext();
        }),
    ),
  );
  const elapsed = (performance.now() - started) / 1_000;
  for (const connection of open) connection.close();
  return { ...percentiles(latencies), requests: latencies.length, seconds: elapsed, failures };
}

function whenDue(at: number, act: () => void): void {
  const wait = at - performance.now();
  if (wait <= 0) act();
  else setTimeout(() => act(), wait);
}

function requestOf(path: string, headers: LoadPlan["headers"], body: string): Buffer {
  const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(([name, value]) => `${name}: ${value}`);
  const length = `content-length: ${Buffer.byteLength(body)}`;
  return Buffer.from([`POST ${path} HTTP/1.1`, ...lines, length, "", body].join("\r\n"));
}

function percentiles(latencies: readonly number[]): Pick<Load, "p50" | "p99"> {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
