import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { linesOf, type PutLoad } from "../load/load.ts";
import type { SubgraphName } from "../mesh/schemas.ts";
import { pinned, pinsCores } from "./pinned.ts";

/** The addresses of the subgraphs by name. */
export type Addresses = Readonly<Record<SubgraphName, string>>;

/** The subgraphs of the benchmark, in a process of their own. */
export interface ServedSubgraphs {
  /** Whoever asks is answered here. */
  readonly open: Addresses;
  /** Only calls under a service token are answered here. */
  readonly guarded: Addresses;
  /**
   * Puts load on a gateway from the same process: with one core for both, two processes would wake and interrupt each
   * other, and what they wait for would be measured as if the gateway were slow.
   */
  readonly putLoad: PutLoad;
  stop(): void;
}

const SERVE = fileURLToPath(new URL("../mesh/serve.ts", import.meta.url));

/** Starts the subgraphs; the key (base64url) is that of their service tokens, and without one all of them are open. */
export async function startSubgraphs(serviceKey?: string): Promise<ServedSubgraphs> {
  const [file, ...args] = pinned("others", [
    process.execPath,
    // It has one core, which threads that collect garbage would take from it: 4 ms of silence count as the gateway's.
    "--single-threaded-gc",
    "--max-semi-space-size=2",
    "--import",
    "tsx",
    SERVE,
    ...(pinsCores ? ["--spin"] : []),
  ]);
  const child = spawn(file, args, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...(serviceKey !== undefined && { SERVICE_KEY: serviceKey }) },
  });
  const { next, putLoad } = linesOf(child);
  const addresses = JSON.parse(await next()) as Pick<ServedSubgraphs, "open" | "guarded">;
  return { ...addresses, putLoad, stop: () => child.kill() };
}
