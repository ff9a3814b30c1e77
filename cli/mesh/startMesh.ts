import { MeshError } from "@datamesh/kernel";
import { migrateMesh, type MigrateOptions, type NeededDuty, requireDuties } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { newServiceKey } from "@datamesh/kernel/servicetoken";
import type { Logger } from "pino";
import { catalog } from "../../catalog/context.ts";
import {
  describeContext,
  migrateCatalog,
  productStandings,
  unknownEventReports,
} from "../../catalog/index.ts";
import { cacheSettings, cacheTally } from "../../gateway/cache/index.ts";
import { announcementBoard, announcementGaps } from "../../gateway/announcements/index.ts";
import type { DevelopmentIssuer } from "../../gateway/authenticate/index.ts";
import type { GatewayConfig } from "../../gateway/config.ts";
import { documentStore } from "../../gateway/documents/index.ts";
import { callRecorder, doorCounts, eventCounter, requestRecorder } from "../../gateway/measure/index.ts";
import { revocationList } from "../../gateway/revocations/index.ts";
import type { Example } from "../../gateway/web/index.ts";
import type { CliConfig } from "../config.ts";
import { unpublishedChanges, unpublishedText } from "../release/unpublishedChanges.ts";
import { releaseChangedFolds } from "../release/releaseChangedFolds.ts";
import { providersIn } from "../replay/providers.ts";
import { appendSampleTo } from "../sample/appendSample.ts";
import { composeMesh } from "./composeMesh.ts";
import { openConnections } from "./connections.ts";
import { followContexts } from "./followContexts.ts";
import { listenForCommits } from "./listenForCommits.ts";
import { loginsOf } from "./logins.ts";
import { countTraffic, startMeasuring, trafficStore } from "./measuring.ts";
import { openMeshDatabase } from "./meshDatabase.ts";
import { openAdmin } from "./openAdmin.ts";
import { connectionBudget } from "./poolSizes.ts";
import { providersFirst } from "./providersFirst.ts";
import { publishedDocuments } from "./publishedDocuments.ts";
import { recordedRevocations } from "./recordedRevocations.ts";
import { readiness } from "./readiness.ts";
import { remoteContexts, type RemoteSettings } from "./remoteContexts.ts";
import { startCatalog } from "./startCatalog.ts";
import { startGateway } from "./startGateway.ts";
import { sealedLogs } from "../seals/sealedLogs.ts";
import { startSealers } from "./startSealers.ts";
import { startSequencers } from "./startSequencers.ts";
import { startProjectors } from "./startProjectors.ts";
import { tellProjectors } from "./tellProjectors.ts";
import { startSubgraphs } from "./startSubgraphs.ts";
import { startTracing } from "../trace/startTracing.ts";
import { createStopper } from "./stopper.ts";
import { inProcess, subgraphReach } from "./subgraphReach.ts";
import { warnOfUnknownEvents } from "./warnOfUnknownEvents.ts";
import { watchProducts } from "./watchProducts.ts";

/** A whole mesh in this process. */
export interface RunningMesh {
  readonly url: string;
  readonly sampleEvents: number;
  readonly developmentIssuer: DevelopmentIssuer | undefined;
  /** Resolves when every projector has folded what is in the logs. */
  caughtUp(): Promise<void>;
  /** Drains requests, finishes batches, stops the database if it was started here. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly config: CliConfig;
  readonly gateway: GatewayConfig;
  readonly contexts: readonly Context[];
  /** What is needed for contexts that run elsewhere, if there are any. */
  readonly remote?: RemoteSettings | undefined;
  /** Where the contexts are kept, with their contracts. */
  readonly root: string;
  readonly examples: readonly Example[];
  readonly log: Logger;
  readonly say: (progress: string) => void;
}

/**
 * Starts everything on one machine: database, migrations, sample, projectors, subgraphs, gateway. What was started is
 * stopped again when a later step fails.
 */
export async function startMesh(options: StartOptions): Promise<RunningMesh> {
  const stopper = createStopper();
  try {
    return await start(
      options,
      (stop) => stopper.add(stop),
      () => stopper.stop(),
    );
  } catch (error) {
    await stopper.stop().catch(() => undefined);
    throw error;
  }
}

async function start(
  { config, gateway, contexts, remote, root, examples, log, say }: StartOptions,
  onStop: (stop: () => Promise<void>) => void,
  stop: () => Promise<void>,
): Promise<RunningMesh> {
  say("starting PostgreSQL");
  const database = await openMeshDatabase(config, {
    mayStart: true,
    connections: connectionBudget(contexts.length + 1, config.pools),
    warn: (warning) => log.warn(warning),
    outages: {
      died: () => log.error("PostgreSQL has died: it is started again"),
      failed: (err) => log.error({ err }, "PostgreSQL cannot be started: that is tried again"),
      back: () => log.info("PostgreSQL runs again"),
    },
  });
  onStop(() => database.stop());
  say("migrating");
  const migrate = (options?: MigrateOptions): Promise<void> =>
    migrateMesh({ ...database.mesh, neighbours: remote?.contexts ?? [] }, [...contexts, catalog], options);
  await migrate();
  await migrateCatalog(database.mesh);
  const connections = openConnections(loginsOf(config, database.mesh), config.pools);
  onStop(() => connections.end());
  await requireDuties(dutiesOf([...contexts, catalog]), (context, duty) => connections.as(context, duty), {
    letIn: () => migrate({ always: true }),
  });
  const sampleEvents = config.sample ? await appendSampleTo(contexts, connections) : 0;
  for (const change of await unpublishedChanges(contexts, root)) log.warn(unpublishedText(change));
  const findProvider = providersIn({ local: contexts, remotes: remote?.contexts ?? [] });
  await releaseChangedFolds({ contexts, root, mesh: database.mesh, connections, findProvider, say });
  await warnOfUnknownEvents(contexts, connections, log);
  say("projecting");
  const projectors = startProjectors(contexts, connections, tellProjectors(log), findProvider);
  onStop(() => projectors.stop());
  const sequencers = startSequencers(
    contexts.map(({ name }) => name),
    connections,
    log,
  );
  onStop(() => sequencers.stop());
  const sealers = startSealers(await sealedLogs(config, [...contexts, catalog]), connections, log);
  onStop(() => sealers.stop());
  say("composing");
  const tracer = await startTracing(config.tracing, "mesh", log, onStop);
  const catalogContext = await startCatalog(connections, newServiceKey(), log, tracer);
  onStop(() => catalogContext.stop());
  const subgraphs = await startSubgraphs(providersFirst(contexts), connections, log, tracer);
  const started = [...subgraphs, catalogContext];
  onStop(async () => void (await Promise.all(started.map(({ subgraph }) => subgraph.stop()))));
  for (const { subgraph, context } of [...subgraphs, { context: catalog, ...catalogContext }]) {
    await catalogContext.register({ context: describeContext(context), sdl: subgraph.sdl });
  }
  await catalogContext.projector.catchUp();
  const reached = inProcess(started, gateway.transport);
  const elsewhere = remote && remoteContexts(remote, gateway.transport, log);
  onStop(async () => elsewhere?.stop());
  const reach = subgraphReach((subgraph) => reached.get(subgraph) ?? elsewhere?.find(subgraph));
  const monitor = startMeasuring(connections, log);
  onStop(() => monitor.stop());
  const announcements = announcementBoard();
  const gaps = announcementGaps(announcements, () => performance.now());
  const traffic = countTraffic(trafficStore(connections), log, () => gaps.take());
  onStop(() => traffic.stop());
  const standings = () => productStandings(connections.as("catalog", "read"));
  const unknown = () => unknownEventReports(connections.as("catalog", "read"));
  const events = eventCounter();
  const requests = config.admin && requestRecorder();
  const calls = config.admin && callRecorder();
  const counts = config.admin && doorCounts();
  const tally = cacheTally();
  const cache = cacheSettings(gateway.cacheBytes, announcements, tally);
  const admin = await openAdmin(
    config.admin,
    {
      requests,
      calls,
      door: counts,
      ...(elsewhere && { transports: elsewhere }),
      traffic,
      cache: tally,
      gaps,
      standings,
      events,
      unknown,
      seals: () => sealers.states(),
    },
    log,
  );
  onStop(async () => admin?.stop());
  const mesh = await composeMesh(
    catalogContext.registry,
    { ...reach, ...(calls && { calls }), traffic, ...cache },
    log,
  );
  onStop(() => mesh.stop());
  if (mesh.current() === undefined) throw doesNotCompose(mesh.problems);
  const door = await elsewhere?.open(catalogContext, mesh, trafficStore(connections));
  if (door !== undefined) say(`contexts that run elsewhere register at ${door.url}`);
  onStop(
    await listenForCommits(
      connections.as("catalog", "read"),
      {
        ...projectors,
        logGrew: (context) => {
          sealers.logGrew(context);
          if (context === "catalog") catalogContext.projector.wake();
          else projectors.logGrew(context);
        },
      },
      sequencers,
    ),
  );
  const local = contexts.map(({ name }) => name);
  onStop(await watchProducts(connections.as("catalog", "read"), local, announcements, log));
  if (elsewhere) onStop(followContexts({ ...elsewhere, mesh }, announcements, log));
  const documents = documentStore();
  const published = await publishedDocuments(connections, log, (all) => documents.replace(all));
  onStop(() => published.stop());
  const revocations = revocationList();
  const recorded = await recordedRevocations(connections, log, (all) => revocations.replace(all));
  onStop(() => recorded.stop());
  const { url, developmentIssuer, ...running } = await startGateway({
    mesh,
    announcements,
    readiness: readiness(projectors, connections.probe("catalog")),
    config,
    gateway,
    examples,
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
    url,
    sampleEvents,
    developmentIssuer,
    caughtUp: () => projectors.untilCaughtUp(),
    stop,
  };
}

const dutiesOf = (contexts: readonly Context[]): readonly NeededDuty[] =>
  contexts.flatMap(({ name }) =>
    (["append", "project", "read"] as const).map((duty) => ({ context: name, duty })),
  );

const doesNotCompose = (problems: readonly string[]): MeshError =>
  new MeshError("UNAVAILABLE", `the registered subgraphs do not compose:\n- ${problems.join("\n- ")}`);
