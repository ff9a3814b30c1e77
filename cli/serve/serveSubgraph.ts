import { randomUUID } from "node:crypto";
import { healthRoutes, serveHttp, subgraphRoutes } from "@datamesh/kernel/graphql";
import { requireDuties } from "@datamesh/kernel/postgres";
import { type Context, productRef } from "@datamesh/kernel/product";
import type { Logger } from "pino";
import { type Announced, describeContext, startAnnouncing } from "../../catalog/index.ts";
import { openConnections } from "../mesh/connections.ts";
import { announcementBoard, announcementRoute } from "../../gateway/announcements/index.ts";
import { watchProducts } from "../mesh/watchProducts.ts";
import { startSubgraph } from "../mesh/startSubgraphs.ts";
import type { Environment } from "../secretFiles.ts";
import { startTracing } from "../trace/startTracing.ts";
import {
  drainMilliseconds,
  listenSettings,
  neededLogins,
  type ProcessSettings,
  registrationKeySetting,
  serviceKeySetting,
} from "./processSettings.ts";
import { readProcess } from "./readProcess.ts";
import { runProcess, type ServedProcess, type StartProcess } from "./runProcess.ts";

const CLOSE_MS = 10_000;

/** Serves a context's products to the gateway, and keeps the catalog told that this replica is there. */
export async function serveSubgraph(context: Context, env: Environment): Promise<void> {
  const { config, settings } = readProcess(env, `subgraph ${context.name}`, (reading, cli) =>
    subgraphSettings(reading, context.name, neededLogins(cli, context.name, ["read"], reading.problems)),
  );
  const start: StartProcess = async (log, onStop) => {
    const connections = openConnections(settings.logins, config.pools);
    onStop(() => connections.end());
    const takesEvents = settings.logins.has(context.name, "append");
    const duties = takesEvents ? (["read", "append"] as const) : (["read"] as const);
    await requireDuties(
      duties.map((duty) => ({ context: context.name, duty })),
      connections.as,
    );
    const { serviceKey } = settings;
    const tracer = await startTracing(config.tracing, context.name, log, onStop);
    const parts = { connections, log, tracer, serviceKey, takesEvents };
    const { subgraph, events } = await startSubgraph(context, parts);
    log.info({ takesEvents }, takesEvents ? "events are taken" : "no login to append: no events are taken");
    onStop(() => subgraph.stop());
    const probe = connections.probe(context.name);
    let stopping = false;
    const isReady = async (): Promise<boolean> => {
      await probe.query({ text: "select 1" });
      return !stopping;
    };
    const announcements = announcementBoard();
    const names = [context.name];
    onStop(await watchProducts(connections.as(context.name, "read"), names, announcements, log));
    const ending = new AbortController();
    const announced = announcementRoute({
      context: context.name,
      products: context.products.map(({ name, major }) => productRef(name, major)),
      announcements,
      serviceKey,
      stopping: ending.signal,
    });
    const server = await serveHttp({
      ...settings.listen,
      routes: { ...subgraphRoutes(subgraph, events), ...announced, ...healthRoutes(isReady) },
      onError: (err) => log.error({ err }, "a request failed"),
    });
    onStop(() => {
      ending.abort();
      return server.close(CLOSE_MS);
    });
    const announcer = startAnnouncing({
      ...settings,
      key: settings.registrationKey,
      announcement: {
        context: describeContext(context),
        sdl: subgraph.sdl,
        address: settings.address,
        replica: randomUUID(),
      },
      now: () => new Date(),
      onStanding: (announced) => tellStanding(announced, log),
    });
    onStop(() => announcer.stop());
    return {
      url: server.url,
      drain: async () => {
        stopping = true;
        await announcer.stop();
        server.drain();
        ending.abort();
      },
    } satisfies ServedProcess;
  };
  await runProcess({ name: `subgraph ${context.name}`, logLevel: config.logLevel, ...settings, start });
}

function subgraphSettings(
  reading: ProcessSettings,
  context: string,
  logins: ReturnType<typeof neededLogins>,
) {
  return {
    logins,
    listen: listenSettings(reading),
    address: reading.origin("DATAMESH_ADDRESS"),
    catalogUrl: reading.origin("DATAMESH_CATALOG_URL"),
    serviceKey: reading.keys(serviceKeySetting(context)),
    registrationKey: reading.key(registrationKeySetting(context)),
    drainMs: drainMilliseconds(reading),
  };
}

function tellStanding(announced: Announced, log: Logger): void {
  switch (announced.kind) {
    case "EFFECTIVE":
      return log.info({ warnings: announced.warnings }, "registered: this schema is in effect");
    case "WAITING":
      return log.info({ reason: announced.reason }, "announced: this schema is not in effect yet");
    case "REFUSED":
      return log.error(
        { problems: announced.problems },
        "the registration was refused; what was before stays",
      );
    case "UNHEARD":
      return log.warn({ reason: announced.reason }, "not registered; it is tried again");
  }
}
