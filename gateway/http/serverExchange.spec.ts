import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { ServerExchange } from "./serverExchange.ts";

/** Serves one request under a log of this level, and gives what was written by the time its reply had gone. */
async function linesAt(level: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const log = pino({ level }, { write: (line: string) => void lines.push(line) });
  const gone = Promise.withResolvers<void>();
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const exchange = new ServerExchange({ log, now: () => 0 }, { request, response, requestId: "r1" });
    exchange.note({ route: "graphql" });
    exchange.log.error("a bug");
    response.on("close", gone.resolve);
    response.end();
  };
  const server = createServer(serve).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await gone.promise;
  server.close();
  return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
}

test("a request has no line of its own where lines of its level are not written, and its errors are there all the same", async () => {
  expect(await linesAt("info")).toEqual(["a bug", "request"]);
  expect(await linesAt("warn")).toEqual(["a bug"]);
});
