import type { Started } from "./startProcess.ts";

/** A gateway that is measured. */
export interface Gateway {
  readonly id: "ours" | "apollo" | "grafbase" | "hive";
  readonly name: string;
  start(): Promise<StartedGateway>;
}

/** A gateway in a process that was started for the benchmark. */
export interface StartedGateway extends RunningGateway, Started {}

/** Where it listens, and what a request must carry. */
export interface RunningGateway extends Pick<Started, "pid" | "stop"> {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}
