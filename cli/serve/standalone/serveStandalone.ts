import { MeshError } from "@datamesh/kernel";
import { announcementBoard } from "../../../gateway/announcements/index.ts";
import { documentStore } from "../../../gateway/documents/index.ts";
import { configWarnings } from "../../../gateway/config.ts";
import { callRecorder, doorCounts, eventCounter, requestRecorder } from "../../../gateway/measure/index.ts";
import { followRevocations, revocationFile, revocationList } from "../../../gateway/revocations/index.ts";
import { liveMesh } from "../../../gateway/supergraph/index.ts";
import { httpTransports, type SubgraphAddresses } from "../../../gateway/transport/index.ts";
import { openAdmin } from "../../mesh/openAdmin.ts";
import { sayOnce } from "../../mesh/sayOnce.ts";
import { startGateway } from "../../mesh/startGateway.ts";
import type { Environment } from "../../secretFiles.ts";
import { startTracing } from "../../trace/startTracing.ts";
import { runProcess, type StartProcess } from "../runProcess.ts";
import { followSource } from "./followSource.ts";
import { loadPermissions } from "./loadPermissions.ts";
import { standaloneMesh } from "./standaloneMesh.ts";
import { isUrl, type StandaloneOptions, standaloneSettings } from "./standaloneSettings.ts";
import { supergraphSource } from "./supergraphSource.ts";

const FILE_POLL_MS = 1_000;
const URL_POLL_MS = 5_000;

/** Serves any supergraph, with nothing else of a mesh there: no catalog, no database, no products. */
export async function serveStandalone(options: StandaloneOptions, env: Environment): Promise<void> {
  const { config, gateway, drainMs, serviceKeys } = standaloneSettings(options, env);
  const start: StartProcess = async (log, onStop, worker) => {
    for (const warning of options.auth ? configWarnings(gateway) : [NO_AUTH]) log.warn(warning);
    const permissions = options.auth ? await rulesOf(options.permissions) : undefined;
    if (permissions === NO_RULES)
      log.warn("there are no rules, so everything is denied: --permissions names some");
    const tracer = await startTracing(config.tracing, "gateway", log, onStop);
    const requests = config.admin && requestRecorder();
    const calls = config.admin && callRecorder();
    const counts = config.admin && doorCounts();
    const transports = httpTransports(gateway.transport);
    onStop(async () => transports.stop());
    const read = supergraphSource(options.supergraph);
    const mesh = await liveMesh({
      create: ({ supergraphSdl }) =>
        standaloneMesh(supergraphSdl, {
          permissions,
          serviceKeys,
          calls,
          transportTo: (name, url) => transports.to(name, atUrl(url), endpointOf(url)),
        }),
      log: (problems) => log.error({ problems }, "the supergraph cannot be used; the last one stays"),
    });
    const first = await mesh.adopt({ supergraphSdl: (await read()) ?? "", subgraphs: [] });
    if (!first.ok) throw unusable(options.supergraph, first.problems);
    const pollMs = isUrl(options.supergraph) ? URL_POLL_MS : FILE_POLL_MS;
    const followed = followSource({ read, mesh, pollMs, log });
    onStop(() => followed.stop());
    const events = eventCounter();
    const admin = await openAdmin(
      config.admin,
      { requests, calls, door: counts, transports, events },
      log,
      worker,
    );
    onStop(async () => admin?.stop());
    const revocations = revocationList();
    if (config.revocations !== undefined) {
      const reading = sayOnce(log, REVOCATIONS, { path: config.revocations });
      const revoked = await followRevocations({
        read: revocationFile(config.revocations),
        list: revocations,
        onFailure: (err) => reading.failed(err),
        onRead: () => reading.worked(),
      });
      onStop(() => revoked.stop());
    }
    let stopping = false;
    const running = await startGateway({
      mesh,
      readiness: () => ({ ready: !stopping }),
      config,
      gateway,
      announcements: announcementBoard(),
      documents: documentStore(),
      revocations,
      anyone: !options.auth,
      // It is products that accesses are of.
      accessLog: { record: () => Promise.resolve() },
      examples: [],
      events,
      requests,
      counts,
      tracer,
      log,
    });
    onStop(() => running.stop());
    return { url: running.url, drain: async () => void (stopping = true) };
  };
  await runProcess({
    name: "gateway",
    logLevel: config.logLevel,
    drainMs: options.auth ? drainMs : 0,
    start,
  });
}

const NO_AUTH =
  "nobody is asked who they are, and no rule holds: everybody on this machine may ask for everything";
const REVOCATIONS = {
  failing: "revocations cannot be read; those read last stay in force",
  over: "revocations can be read again",
};
const NO_RULES = Object.freeze({});

const rulesOf = async (path: string | undefined) => (path === undefined ? NO_RULES : loadPermissions(path));

/** Always the same, and read but once. */
function atUrl(url: string): () => SubgraphAddresses {
  const there = { addresses: [new URL(url).origin], fallbacks: [] };
  return () => there;
}

/** Where GraphQL is there: `/graphql` at a URL that is an origin and nothing else. */
function endpointOf(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return url === origin ? "/graphql" : pathname + search;
}

const unusable = (supergraph: string, problems: readonly string[]): MeshError =>
  new MeshError("BAD_USER_INPUT", `the supergraph ${supergraph} cannot be used:\n- ${problems.join("\n- ")}`);
