/**
 * Processor time of one call of a subgraph by the gateway's client, against node:http and fetch (undici):
 * `npx tsx bench/gateway/client.ts`. The peers send the same request and read the same answer, without any of the
 * guards that ours has on. Interleaved in one run, the server in a process of its own.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { CircuitBreaker } from "../../gateway/transport/circuitBreaker.ts";
import { RetryBudget } from "../../gateway/transport/retryBudget.ts";
import { TRANSPORT_DEFAULTS } from "../../gateway/transport/index.ts";
import { CONTENDERS, type Contender } from "./client/contenders.ts";

const SIZES = [300, 4_000, 100_000] as const;
const CONCURRENT = 16;
const ROUNDS = 5;
const REQUEST = {
  authorization: `Bearer ${"a".repeat(500)}`,
  requestId: "d2b0f7d6-6d5c-4f0e-9d27-7d9b8a1b7a57",
  body: JSON.stringify({
    query: "query ($id: ID!) { customer(id: $id) { id name } }",
    variables: { id: "c1" },
  }),
  repeatable: true,
};

const server = fork(fileURLToPath(new URL("client/server.ts", import.meta.url)));
const [origin] = (await once(server, "message")) as [string];
for (const size of SIZES) console.log(await line(size));
console.log(`circuit and budget of a call: ${guardMicroseconds().toFixed(3)} us, limit 2 us`);
server.disconnect();

/** One line of the table: microseconds of each, and how many times ours that is. */
async function line(size: number): Promise<string> {
  const opened = CONTENDERS.map((open) => open(`${origin}`, `/${size}`));
  const taken = opened.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [at, contender] of opened.entries()) {
      const microseconds = await measure(contender, size);
      if (round > 0) taken[at]?.push(microseconds);
    }
  }
  for (const each of opened) each.stop();
  const medians = taken.map((each) => each.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0);
  const told = opened.map(({ name }, at) => {
    const median = medians[at] ?? 0;
    return `${name} ${median.toFixed(1)} us (${(median / (medians[0] ?? 1)).toFixed(2)}x)`;
  });
  return `${size.toLocaleString("en")} bytes: ${told.join(", ")}`;
}

async function measure(contender: Contender, size: number): Promise<number> {
  const calls = size > 10_000 ? 4_000 : 12_000;
  let left = calls;
  const began = process.cpuUsage();
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const length = await contender.send(REQUEST);
      if (length !== size) throw new Error(`an answer of ${length} bytes`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, client));
  const { user, system } = process.cpuUsage(began);
  return (user + system) / calls;
}

function guardMicroseconds(): number {
  const calls = 2_000_000;
  const circuit = new CircuitBreaker(TRANSPORT_DEFAULTS.circuit);
  const budget = new RetryBudget(TRANSPORT_DEFAULTS.retries);
  const began = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) {
    budget.earn();
    const admission = circuit.admit(performance.now());
    if (admission !== undefined) circuit.tell(admission, "good", performance.now());
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / calls;
}
