import { healthRoutes, serveHttp, subgraphRoutes } from "@datamesh/kernel/graphql";
import { requireDuties } from "@datamesh/kernel/postgres";
import { catalog } from "../../catalog/context.ts";
import { describeContext, productStandings, unknownEventReports } from "../../catalog/index.ts";
import type { LoadedMesh } from "../contexts.ts";
import { composeMesh } from "../mesh/composeMesh.ts";
import { openConnections } from "../mesh/connections.ts";
import { listenForCommits } from "../mesh/listenForCommits.ts";
import { startMeasuring, trafficStore } from "../mesh/measuring.ts";
import { openAdmin } from "../mesh/openAdmin.ts";
import { publishedDocuments } from "../mesh/publishedDocuments.ts";
import { recordedRevocations } from "../mesh/recordedRevocations.ts";
import { startCatalog } from "../mesh/startCatalog.ts";
import { startDoor } from "../mesh/startDoor.ts";
import { subgraphReach } from "../mesh/subgraphReach.ts";
import type { Environment } from "../secretFiles.ts";
import { startTracing } from "../trace/startTracing.ts";
import { listenSettings, neededLogins, readAdmissions, serviceKeySetting } from "./processSettings.ts";
import { readProcess } from "./readProcess.ts";
import { readSealing, startSealing } from "./sealingSettings.ts";
import { runProcess, type StartProcess } from "./runProcess.ts";

const DUTIES = ["append", "project", "read"] as const;
const CLOSE_MS = 10_000;

/**
 * Serves the catalog: its subgraph for the gateway, and the door at which contexts register and gateways fetch the
 * supergraph that is composed here.
 */
export async function serveCatalog(loaded: LoadedMesh, env: Environment): Promise<void> {
  const { config, settings } = readProcess(env, "the catalog", (reading, cli) => ({
    logins: neededLogins(cli, "catalog", DUTIES, reading.problems),
    listen: listenSettings(reading),
    serviceKey: reading.keys(serviceKeySetting("catalog")),
    gatewayKey: reading.key("DATAMESH_GATEWAY_KEY"),
    admissions: readAdmissions(reading, loaded),
    sealing: readSealing(reading, cli, "catalog"),
  }));
  const start: StartProcess = async (log, onStop) => {
    const connections = openConnections(settings.logins, config.pools);
    onStop(() => connections.end());
    await requireDuties(
      DUTIES.map((duty) => ({ context: "catalog", duty })),
      connections.as,
    );
    const tracer = await startTracing(config.tracing, "catalog", log, onStop);
    const running = await startCatalog(connections, settings.serviceKey, log, tracer);
    onStop(() => running.stop());
    onStop(() => running.subgraph.stop());
    await running.register({ context: describeContext(catalog), sdl: running.subgraph.sdl });
    await running.projector.catchUp();
    const monitor = startMeasuring(connections, log);
    onStop(() => monitor.stop());
    const standings = () => productStandings(connections.as("catalog", "read"));
    const unknown = () => unknownEventReports(connections.as("catalog", "read"));
    const sealers = await startSealing(settings.sealing, "catalog", { config, connections, log });
    onStop(() => sealers.stop());
    const seals = () => sealers.states();
    const admin = await openAdmin(config.admin, { standings, unknown, seals }, log);
    onStop(async () => admin?.stop());
    // What is composed here is tried out in full, and executed by the gateways.
    const mesh = await composeMesh(
      running.registry,
      subgraphReach(() => undefined),
      log,
    );
    onStop(() => mesh.stop());
    onStop(
      await listenForCommits(connections.as("catalog", "read"), {
        logGrew: (context) => {
          sealers.logGrew(context);
          if (context === "catalog") running.projector.wake();
        },
        productMoved: () => undefined,
        leaseFreed: () => undefined,
      }),
    );
    const documents = await publishedDocuments(connections, log);
    onStop(() => documents.stop());
    const revocations = await recordedRevocations(connections, log);
    onStop(() => revocations.stop());
    const parts = {
      ...settings,
      traffic: trafficStore(connections),
      documents: documents.current,
      revocations: revocations.current,
    };
    const door = startDoor(running, mesh, parts, log);
    onStop(() => door.stop());
    const probe = connections.probe("catalog");
    let stopping = false;
    const isReady = async (): Promise<boolean> => {
      await probe.query({ text: "select 1" });
      return mesh.madeOf() !== undefined && !stopping;
    };
    const server = await serveHttp({
      ...settings.listen,
      routes: { ...subgraphRoutes(running.subgraph), ...door.routes, ...healthRoutes(isReady) },
      onError: (err) => log.error({ err }, "a request failed"),
    });
    onStop(() => server.close(CLOSE_MS));
    return {
      url: server.url,
      drain: async () => {
        stopping = true;
        server.drain();
      },
    };
  };
  await runProcess({ name: "catalog", logLevel: config.logLevel, drainMs: 0, start });
}
