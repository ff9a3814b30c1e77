import { Worker } from "node:worker_threads";
import { REJECTIONS } from "../../test/support/rejections.ts";
import { rejectingGateway, type SentRequest } from "../../test/support/rejectingGateway.ts";

const ROUNDS = 40;
const WARM = 20;
/** What a rejection may cost of the gateway's processor time, in milliseconds. */
const MOST_MS = 5;

/** Asks from another thread, so that what the client costs is not counted. */
const CLIENT = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", async ({ url, init }) => {
    const response = await fetch(url, init);
    await response.text();
    parentPort.postMessage(response.status);
  });`;

const gateway = await rejectingGateway();
const client = new Worker(CLIENT, { eval: true });
const send = (request: SentRequest): Promise<unknown> =>
  new Promise((resolve) => {
    client.once("message", resolve);
    client.postMessage(request);
  });

/** The middle of what the gateway's thread spends on a request, in milliseconds. */
async function spent(request: (round: number) => SentRequest): Promise<number> {
  const each: number[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const sent = request(round);
    const before = process.threadCpuUsage();
    await send(sent);
    const { user, system } = process.threadCpuUsage(before);
    if (round >= WARM) each.push((user + system) / 1_000);
  }
  return each.toSorted((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN;
}

const answered = await spent(() => gateway.question);
process.stdout.write(`${answered.toFixed(2).padStart(8)} ms  the smallest question, answered\n`);
for (const rejection of REJECTIONS) {
  const ms = await spent((round) => gateway.request(rejection, round));
  const verdict = ms < MOST_MS ? "" : `  more than ${MOST_MS} ms`;
  process.stdout.write(`${ms.toFixed(2).padStart(8)} ms  ${rejection.name}: ${rejection.code}${verdict}\n`);
  if (ms >= MOST_MS) process.exitCode = 1;
}
await client.terminate();
await gateway.stop();
