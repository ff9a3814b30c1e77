import { randomBytes } from "node:crypto";
import { type Sealer, type SealerState, startSealer } from "@datamesh/kernel/postgres/seals";
import type { SealKey } from "@datamesh/kernel/seal";
import type { Logger } from "pino";
import type { Connections } from "./connections.ts";

/** The sealers of several logs, as one. */
export interface Sealers {
  /** A context's log has grown. */
  logGrew(context: string): void;
  states(): readonly SealerState[];
  stop(): Promise<void>;
}

/** The log of a context, the file its seals are appended to, and what signs them. */
export interface LogToSeal {
  readonly context: string;
  readonly path: string;
  readonly key: SealKey;
}

/** Starts to seal logs, as the logins to project. What keeps one from being sealed is logged once. */
export function startSealers(
  logs: readonly LogToSeal[],
  connections: Pick<Connections, "as">,
  log: Logger,
): Sealers {
  const sealers: readonly (readonly [string, Sealer])[] = logs.map(({ context, path, key }) => [
    context,
    startSealer(
      {
        context,
        path,
        key,
        database: connections.as(context, "project"),
        now: () => new Date(),
        random: randomBytes,
      },
      {
        onState: (state, err) =>
          log[state.status === "SEALING" ? "info" : "error"]({ ...state, err }, "sealer"),
      },
    ),
  ]);
  return {
    logGrew: (grown) => {
      for (const [context, sealer] of sealers) if (context === grown) sealer.wake();
    },
    states: () => sealers.map(([, sealer]) => sealer.state()),
    stop: async () => void (await Promise.all(sealers.map(([, sealer]) => sealer.stop()))),
  };
}
