import { healthRoutes, serveHttp } from "@datamesh/kernel/graphql";
import { refuseUnreadable, requireDuties, unreadableEvents } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import type { LoadedMesh } from "../contexts.ts";
import { openConnections } from "../mesh/connections.ts";
import { listenForCommits } from "../mesh/listenForCommits.ts";
import { openAdmin } from "../mesh/openAdmin.ts";
import { readiness } from "../mesh/readiness.ts";
import { startSequencers } from "../mesh/startSequencers.ts";
import { startProjectors } from "../mesh/startProjectors.ts";
import { tellProjectors } from "../mesh/tellProjectors.ts";
import { warnOfUnknownEvents } from "../mesh/warnOfUnknownEvents.ts";
import { providersIn } from "../replay/providers.ts";
import type { Environment } from "../secretFiles.ts";
import { listenSettings, neededLogins } from "./processSettings.ts";
import { readProcess } from "./readProcess.ts";
import { readSealing, startSealing } from "./sealingSettings.ts";
import { runProcess, type StartProcess } from "./runProcess.ts";

const CLOSE_MS = 1_000;

/** Projects a context's products. Several may run for one context: one projects, the others wait to take over. */
export async function serveProjector(context: Context, mesh: LoadedMesh, env: Environment): Promise<void> {
  const { config, settings } = readProcess(env, `projector ${context.name}`, (reading, cli) => ({
    logins: neededLogins(cli, context.name, ["project"], reading.problems),
    listen: listenSettings(reading),
    sealing: readSealing(reading, cli, context.name),
  }));
  const start: StartProcess = async (log, onStop) => {
    const connections = openConnections(settings.logins, config.pools);
    onStop(() => connections.end());
    await requireDuties([{ context: context.name, duty: "project" }], connections.as);
    refuseUnreadable(await unreadableEvents(connections.as(context.name, "project"), context));
    await warnOfUnknownEvents([context], connections, log);
    const projectors = startProjectors([context], connections, tellProjectors(log), providersIn(mesh));
    onStop(() => projectors.stop());
    const sealers = await startSealing(settings.sealing, context.name, { config, connections, log });
    onStop(() => sealers.stop());
    const admin = await openAdmin(config.admin, { seals: () => sealers.states() }, log);
    onStop(async () => admin?.stop());
    const database = connections.as(context.name, "project");
    const sequencers = startSequencers([context.name], connections, log);
    onStop(() => sequencers.stop());
    const logGrew = (grown: string): void => {
      projectors.logGrew(grown);
      sealers.logGrew(grown);
    };
    onStop(await listenForCommits(database, { ...projectors, logGrew }, sequencers));
    const check = readiness(projectors, database);
    let stopping = false;
    const server = await serveHttp({
      ...settings.listen,
      routes: healthRoutes(async () => (await check()).ready && !stopping),
      onError: (err) => log.error({ err }, "a probe failed"),
    });
    onStop(() => server.close(CLOSE_MS));
    return {
      url: server.url,
      drain: async () => {
        stopping = true;
      },
    };
  };
  await runProcess({ name: `projector ${context.name}`, logLevel: config.logLevel, drainMs: 0, start });
}
