import { join } from "node:path";
import { examplesFor } from "../examples.ts";
import { announcementBoard, announcementGaps } from "../../gateway/announcements/index.ts";
import { cacheSettings, cacheTally } from "../../gateway/cache/index.ts";
import { configWarnings, readGatewayConfig } from "../../gateway/config.ts";
import {
  catalogFeed,
  followSupergraph,
  keptSupergraph,
  type LiveMesh,
} from "../../gateway/supergraph/index.ts";
import { documentStore } from "../../gateway/documents/index.ts";
import { httpTransports } from "../../gateway/transport/index.ts";
import { callRecorder, doorCounts, eventCounter, requestRecorder } from "../../gateway/measure/index.ts";
import { revocationList } from "../../gateway/revocations/index.ts";
import { allProblems } from "../allProblems.ts";
import type { LoadedMesh } from "../contexts.ts";
import { openLiveMesh } from "../mesh/composeMesh.ts";
import { countTraffic } from "../mesh/measuring.ts";
import { followContexts } from "../mesh/followContexts.ts";
import { openAdmin } from "../mesh/openAdmin.ts";
import { startGateway } from "../mesh/startGateway.ts";
import { type ReachedSubgraph, subgraphReach } from "../mesh/subgraphReach.ts";
import type { Environment } from "../secretFiles.ts";
import { startTracing } from "../trace/startTracing.ts";
import { drainMilliseconds, type ProcessSettings, serviceKeySetting } from "./processSettings.ts";
import { readProcess } from "./readProcess.ts";
import { remoteTraffic } from "./remoteTraffic.ts";
import { runProcess, type StartProcess } from "./runProcess.ts";

/**
 * Serves consumers, without a database: the supergraph comes from the catalog, or from the file in which the last good
 * one is kept when the catalog is down, and the answers come from the subgraphs.
 */
export async function serveGateway(mesh: LoadedMesh, env: Environment): Promise<void> {
  const problems = allProblems();
  const gateway = problems.attempt(() => readGatewayConfig(env));
  const read = problems.attempt(() =>
    readProcess(env, "the gateway", (reading) => gatewaySettings(reading, mesh)),
  );
  problems.end();
  if (gateway === undefined || read === undefined)
    throw new TypeError("settings were read without a problem");
  const { config, settings } = read;

  const start: StartProcess = async (log, onStop, worker) => {
    for (const warning of configWarnings(gateway)) log.warn(warning);
    const { catalogUrl, gatewayKey, serviceKeys } = settings;
    const now = (): Date => new Date();
    const tracer = await startTracing(config.tracing, "gateway", log, onStop);
    const transports = httpTransports(gateway.transport);
    onStop(async () => transports.stop());
    const announcements = announcementBoard();
    const gaps = announcementGaps(announcements, () => performance.now());
    const traffic = countTraffic(remoteTraffic(catalogUrl, gatewayKey, now), log, () => gaps.take());
    onStop(() => traffic.stop());
    const events = eventCounter();
    const requests = config.admin && requestRecorder();
    const calls = config.admin && callRecorder();
    const counts = config.admin && doorCounts();
    const tally = cacheTally();
    const cache = cacheSettings(gateway.cacheBytes, announcements, tally);
    const admin = await openAdmin(
      config.admin,
      { requests, calls, door: counts, transports, traffic, cache: tally, gaps, events },
      log,
      worker,
    );
    onStop(async () => admin?.stop());
    // Subgraphs are looked up by name in what is followed, which needs the mesh that looks them up.
    const reached = new Map<string, ReachedSubgraph>();
    const live: LiveMesh = await openLiveMesh(
      { ...subgraphReach((name) => reached.get(name)), ...(calls && { calls }), traffic, ...cache },
      log,
    );
    const documents = documentStore();
    const revocations = revocationList();
    const followed = await followSupergraph({
      fetch: catalogFeed(catalogUrl, gatewayKey, now),
      kept: keptSupergraph(join(config.dataDir, "supergraph.json"), (err) =>
        log.warn({ err }, "the supergraph that was kept cannot be used"),
      ),
      mesh: live,
      onDocuments: (all) => documents.replace(all),
      onRevocations: (all) => revocations.replace(all),
      onCatalog: (err) =>
        err === undefined
          ? log.info("the catalog answers again")
          : log.warn({ err }, "the catalog gives no supergraph; the last good one stays"),
      onUnkept: (err) => log.error({ err }, "the supergraph could not be kept for the next start"),
    });
    onStop(() => followed.stop());
    log.info({ from: followed.startsFrom ?? "nothing yet" }, "supergraph");
    const atCatalog = { addresses: [catalogUrl], fallbacks: [] };
    for (const [name, serviceKey] of serviceKeys) {
      const transport = transports.to(name, () =>
        name === "catalog" ? atCatalog : followed.addressesOf(name),
      );
      reached.set(name, { transport, serviceKey });
    }
    const others = new Map([...serviceKeys].filter(([name]) => name !== "catalog"));
    const addressesOf = followed.addressesOf.bind(followed);
    onStop(followContexts({ serviceKeys: others, addressesOf, mesh: live }, announcements, log));
    let stopping = false;
    const running = await startGateway({
      mesh: live,
      announcements,
      readiness: () => ({ ready: !stopping }),
      config,
      gateway,
      examples: examplesFor(mesh.local),
      events,
      requests,
      counts,
      tracer,
      documents,
      revocations,
      log,
    });
    onStop(() => running.stop());
    return {
      url: running.url,
      drain: async () => {
        stopping = true;
      },
    };
  };
  await runProcess({ name: "gateway", logLevel: config.logLevel, ...settings, start });
}

function gatewaySettings(reading: ProcessSettings, { local, remotes }: LoadedMesh) {
  const contexts = [...local, ...remotes].map(({ name }) => name);
  return {
    catalogUrl: reading.origin("DATAMESH_CATALOG_URL"),
    gatewayKey: reading.key("DATAMESH_GATEWAY_KEY"),
    serviceKeys: new Map(
      [...contexts, "catalog"].map((name) => [name, reading.keys(serviceKeySetting(name))] as const),
    ),
    drainMs: drainMilliseconds(reading),
  };
}
