import { migrateMesh } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import type { Logger } from "pino";
import { catalog } from "../../catalog/context.ts";
import type { DevelopmentIssuer } from "../../gateway/authenticate/index.ts";
import type { GatewayConfig } from "../../gateway/config.ts";
import { createGateway } from "../../gateway/http/index.ts";
import type { Example } from "../../gateway/playground/index.ts";
import type { CliConfig } from "../config.ts";
import { appendSampleTo } from "../sample/appendSample.ts";
import { composeMesh } from "./composeMesh.ts";
import { openConnections } from "./connections.ts";
import { listenForCommits } from "./listenForCommits.ts";
import { openMeshDatabase } from "./meshDatabase.ts";
import { providersFirst } from "./providersFirst.ts";
import { readiness } from "./readiness.ts";
import { startCatalog } from "./startCatalog.ts";
import { startProjectors } from "./startProjectors.ts";
import { startSubgraphs } from "./startSubgraphs.ts";
import { createStopper } from "./stopper.ts";
import { openAuthentication } from "./tokenVerifier.ts";

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
  { config, gateway: gatewayConfig, contexts, examples, log, say }: StartOptions,
  onStop: (stop: () => Promise<void>) => void,
  stop: () => Promise<void>,
): Promise<RunningMesh> {
  say("starting PostgreSQL");
  const database = await openMeshDatabase(config, { mayStart: true });
  onStop(() => database.stop());
  say("migrating");
  await migrateMesh(database.mesh, [...contexts, catalog]);
  const connections = openConnections(database.mesh);
  onStop(() => connections.end());
  const sampleEvents = config.sample ? await appendSampleTo(contexts, connections) : 0;
  say("projecting");
  const projectors = startProjectors(contexts, connections, (state, cause) =>
    log[state.status === "RUNNING" ? "info" : "error"]({ ...state, err: cause }, "projector"),
  );
  onStop(() => projectors.stop());
  say("composing");
  const catalogContext = await startCatalog(database.mesh, connections, log);
  onStop(() => catalogContext.stop());
  const subgraphs = await startSubgraphs(providersFirst(contexts), connections, log);
  const started = [...subgraphs, catalogContext];
  onStop(async () => void (await Promise.all(started.map(({ subgraph }) => subgraph.stop()))));
  for (const { subgraph, context } of subgraphs) await catalogContext.register(context, subgraph);
  await catalogContext.register(catalog, catalogContext.subgraph);
  await catalogContext.projector.catchUp();
  const mesh = await composeMesh(catalogContext.registry, started, log);
  onStop(() => mesh.stop());
  onStop(
    await listenForCommits(connections.as("catalog", "read"), {
      ...projectors,
      logGrew: (context) =>
        context === "catalog" ? catalogContext.projector.wake() : projectors.logGrew(context),
    }),
  );
  const authentication = await openAuthentication(gatewayConfig, config.dataDir, (issuer, err) =>
    log.error({ issuer, err }, "an issuer's keys cannot be had"),
  );
  const gateway = createGateway({
    mesh,
    verifyToken: authentication.verifyToken,
    readiness: readiness(projectors, connections.as("catalog", "read")),
    log,
    config: { ...gatewayConfig, examples },
  });
  onStop(() => gateway.stop());
  const { url } = await gateway.listen();
  return {
    url,
    sampleEvents,
    developmentIssuer: authentication.developmentIssuer,
    caughtUp: () => projectors.untilCaughtUp(),
    stop,
  };
}
