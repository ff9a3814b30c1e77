import { setTimeout as sleep } from "node:timers/promises";
import type { MeshProcess } from "../meshProcess.ts";

/** Askers of a gateway, and what they were answered. */
export interface Asking {
  /** How many answers were whole. */
  readonly whole: () => number;
  /** How many said that something was unavailable. */
  readonly unavailable: () => number;
  /** Stops; answers what else was said. */
  stop(): Promise<readonly string[]>;
}

const QUERY = `{ customerCreditScoresV2(first: 5) { totalCount nodes { customerId score segment } }
  modelInferencesV1(first: 5) { nodes { inferenceId durationMs } } dataProducts { totalCount } }`;

/** Asks for several contexts and the catalog at once, again and again: an answer is whole, or says UNAVAILABLE. */
export function startAsking(mesh: MeshProcess, token: string, askers = 4): Asking {
  const other: string[] = [];
  let stopped = false;
  let [whole, unavailable] = [0, 0];
  const ask = async (): Promise<void> => {
    const { status, body } = await mesh.ask(token, QUERY);
    const codes = new Set((body.errors ?? []).map(({ extensions }) => String(extensions["code"])));
    if (codes.size === 0 && status === 200) whole += 1;
    else if (codes.size === 1 && codes.has("UNAVAILABLE")) unavailable += 1;
    else other.push(`${status} with ${[...codes].join(", ")}: ${JSON.stringify(body.errors)}`);
  };
  const running = Array.from({ length: askers }, async () => {
    while (!stopped) {
      await ask().catch((error: unknown) => other.push(`no answer: ${String(error)}`));
      await sleep(30);
    }
  });
  return {
    whole: () => whole,
    unavailable: () => unavailable,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      return other.slice(0, 20);
    },
  };
}
