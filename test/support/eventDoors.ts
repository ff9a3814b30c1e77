import { serveHttp, subgraphRoutes } from "@datamesh/kernel/graphql";
import { createEventDoor } from "@datamesh/kernel/intake";
import type { Consumer } from "@datamesh/kernel/policy";
import { type Context, describe as describeProduct } from "@datamesh/kernel/product";
import { eventDoorOf, issueServiceToken, newServiceKey } from "@datamesh/kernel/servicetoken";
import { createGateway, type GatewayParts } from "../../gateway/http/index.ts";
import { logLines } from "../../gateway/http/testing/logLines.ts";
import { fakeMesh, meshInPlace } from "../../gateway/http/testing/fakeMesh.ts";
import type { AccessEntry } from "../../gateway/audit/index.ts";
import { recordingLog } from "../../gateway/audit/testing/recordingLog.ts";
import { eventAppender } from "../../gateway/supergraph/eventAppender.ts";
import { httpTransports } from "../../gateway/transport/index.ts";
import { eventCounter } from "../../gateway/measure/index.ts";
import type { Mesh } from "../../gateway/types.ts";
import { startTestMesh } from "./testMesh.ts";

/** The way of events from HTTP to the log: a gateway, and a process for each context, on a database of their own. */
export async function startEventDoors(
  contexts: readonly Context[],
  people: Readonly<Record<string, Consumer>>,
) {
  const database = await startTestMesh(contexts);
  const transports = httpTransports({ deadlineMs: 2_000 });
  const { log, ...written } = logLines();
  const doors = await Promise.all(
    contexts.map(async (context) => {
      const serviceKey = newServiceKey();
      const door = createEventDoor({
        context,
        log: database.log(context.name),
        serviceKey,
        now: () => new Date(),
        onProblem: (problem) => log.error(problem, "door"),
      });
      const closed = { handle: () => Promise.resolve({ status: 500, body: "" }) };
      const routes = subgraphRoutes(closed, door);
      const server = await serveHttp({
        host: "127.0.0.1",
        port: 0,
        routes,
        onError: (err) => log.error({ err }),
      });
      const transport = transports.to(context.name, () => ({ addresses: [server.url], fallbacks: [] }));
      return { context, serviceKey, door, server, transport };
    }),
  );
  const doorOf = (name: string) => doors.find(({ context }) => context.name === name);
  const append = eventAppender({
    transportTo: (name) => doorOf(name)?.transport,
    issueToken: ({ subgraph, consumer, body }) =>
      issueServiceToken({
        key: doorOf(subgraph)?.serviceKey ?? newServiceKey(),
        subgraph: eventDoorOf(subgraph),
        ...{ consumer, body, now: new Date() },
      }),
  });
  const mesh: Mesh = Object.assign(fakeMesh(), {
    productsOf: (name: string) => {
      const context = doorOf(name)?.context;
      return context?.products.map((product) => describeProduct(context, product));
    },
    append,
  });
  const accesses: AccessEntry[] = [];
  const counter = eventCounter();
  const parts: GatewayParts = {
    mesh: meshInPlace(mesh),
    verifyToken: (token) => {
      const consumer = people[token];
      return Promise.resolve(consumer ? { ok: true, consumer } : { ok: false, reason: "BAD_SIGNATURE" });
    },
    readiness: () => ({ ready: true }),
    accessLog: recordingLog(accesses),
    log,
    events: counter,
    config: {
      host: "127.0.0.1",
      port: 0,
      corsOrigins: ["https://app.example"],
      web: "/nowhere",
      examples: [],
    },
  };
  const gateway = createGateway(parts);
  const { url } = await gateway.listen();
  return {
    ...database,
    ...written,
    url,
    mesh,
    doorOf,
    accesses,
    counter,
    stop: async () => {
      await gateway.stop();
      transports.stop();
      await Promise.all(doors.map(({ server }) => server.close(0)));
      await database.stop();
    },
  };
}
