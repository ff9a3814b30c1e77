import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { SubgraphName } from "../mesh/schemas.ts";
import { pinned } from "./pinned.ts";

/** The addresses of the subgraphs by name. */
export type Addresses = Readonly<Record<SubgraphName, string>>;

/** The subgraphs of the benchmark, in a process of their own. */
export interface ServedSubgraphs {
  /** Whoever asks is answered here. */
  readonly open: Addresses;
  /** Only calls under a service token are answered here. */
  readonly guarded: Addresses;
  stop(): void;
}

const SERVE = fileURLToPath(new URL("../mesh/serve.ts", import.meta.url));

/** Starts the subgraphs; the key (base64url) is that of their service tokens, and without one all of them are open. */
export async function startSubgraphs(serviceKey?: string): Promise<ServedSubgraphs> {
  const [file, ...args] = pinned("others", [process.execPath, "--import", "tsx", SERVE]);
  const child = spawn(file, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...(serviceKey !== undefined && { SERVICE_KEY: serviceKey }) },
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { ...(JSON.parse(line) as Omit<ServedSubgraphs, "stop">), stop: () => child.kill() };
}
