import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "node:net";
import { httpTransports, type HttpTransports } from "../httpTransports.ts";
import { type RawScript, type RawServer, startRawServer } from "./rawServer.ts";
import type { TransportSettings } from "../transportSettings.ts";
import type { SubgraphRequest } from "../../types.ts";

/** What a test asks unless it says otherwise. */
export const REQUEST = { authorization: "Bearer t", requestId: "r1", body: `{"query":"{ a }"}` };
/** What a test has opened, to be closed after it. */
export const stops: (() => unknown)[] = [];

/** A transport to a server of raw bytes. */
export interface Started {
  readonly server: RawServer;
  readonly transports: HttpTransports;
  /** The body of the answer, or why there is none. */
  readonly ask: (request?: Partial<SubgraphRequest>) => Promise<string>;
}

/** Opens a transport to a server that follows the script. */
export async function start(script: RawScript, settings: Partial<TransportSettings> = {}): Promise<Started> {
  const server = await startRawServer(script);
  const transports = httpTransports({ deadlineMs: 5_000, ...settings });
  stops.push(() => transports.stop(), server.stop);
  const send = transports.to("customers", () => ({ addresses: [server.origin], fallbacks: [] }));
  const ask: Started["ask"] = (request) =>
    send({ ...REQUEST, ...request }).then(
      ({ status, body }) => `${status} ${body.toString()}`,
      (error: Error & { reason?: string }) => error.reason ?? error.name,
    );
  return { server, transports, ask };
}

/** A server that says a text to whatever it is asked, and then does something. */
export const saying = (text: string, then: (socket: Socket) => unknown = () => undefined): RawScript => ({
  onRequest: (socket) => void socket.write(text, () => then(socket)),
});

/** Until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(2);
}

/** Closes all that was opened. */
export async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0)) await stop();
}
