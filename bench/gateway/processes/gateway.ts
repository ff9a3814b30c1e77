import type { Started } from "./startProcess.ts";

/** A gateway that is measured. */
export interface Gateway {
  readonly id: "ours" | "apollo" | "grafbase" | "hive";
  readonly name: string;
  start(): Promise<RunningGateway>;
}

/** Where it listens, and what a request must carry. */
export interface RunningGateway extends Started {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}
