import type { RemoteContext } from "@datamesh/kernel";
import { serveHttp } from "@datamesh/kernel/graphql";
import { newServiceKey, type ServiceKeys } from "@datamesh/kernel/servicetoken";
import type { TrafficSink } from "@datamesh/kernel/sla";
import type { Logger } from "pino";
import type { Admissions } from "../../catalog/index.ts";
import type { LiveMesh } from "../../gateway/supergraph/index.ts";
import {
  type HttpTransports,
  httpTransports,
  type SubgraphAddresses,
  type TransportSettings,
} from "../../gateway/transport/index.ts";
import {
  type ListenSettings,
  processSettings,
  readAdmissions,
  requireSettings,
  serviceKeySetting,
} from "../serve/processSettings.ts";
import type { Environment } from "../secretFiles.ts";
import type { RunningCatalog } from "./startCatalog.ts";
import { type RunningDoor, startDoor } from "./startDoor.ts";
import type { ReachedSubgraph } from "./subgraphReach.ts";

/** What a mesh on one machine needs for the contexts that run elsewhere. */
export interface RemoteSettings {
  readonly contexts: readonly RemoteContext[];
  /** Where the catalog's door listens. */
  readonly listen: ListenSettings;
  readonly admissions: Admissions;
  readonly serviceKeys: ReadonlyMap<string, ServiceKeys>;
}

/**
 * Reads DATAMESH_DOOR_HOST and DATAMESH_DOOR_PORT (127.0.0.1 and 4001 unless given) and the keys of remote contexts;
 * undefined where there are none. Fails with BAD_USER_INPUT that names every problem at once.
 */
export function readRemoteSettings(
  contexts: readonly RemoteContext[],
  env: Environment,
): RemoteSettings | undefined {
  if (contexts.length === 0) return undefined;
  const reading = processSettings(env);
  const settings = {
    contexts,
    listen: reading.listen("DATAMESH_DOOR_HOST", "DATAMESH_DOOR_PORT", "4001"),
    admissions: readAdmissions(reading, { local: [], remotes: contexts }),
    serviceKeys: new Map(contexts.map(({ name }) => [name, reading.keys(serviceKeySetting(name))] as const)),
  };
  requireSettings(reading, "the contexts that run elsewhere");
  return settings;
}

/** The contexts that run elsewhere, as a mesh on one machine sees them. */
export interface RemoteContexts {
  /** How one of them is reached; nothing is asked of it before it has registered. */
  find(name: string): ReachedSubgraph | undefined;
  readonly serviceKeys: RemoteSettings["serviceKeys"];
  /** Where its replicas are that have been heard of lately. */
  addressesOf(name: string): SubgraphAddresses | undefined;
  /** How it stands between this process and each. */
  readonly states: HttpTransports["states"];
  /** Opens the catalog's door for them. */
  open(
    catalog: RunningCatalog,
    mesh: Pick<LiveMesh, "madeOf">,
    traffic: TrafficSink,
  ): Promise<{ readonly url: string }>;
  stop(): Promise<void>;
}

const CLOSE_MS = 1_000;

/** Prepares to let them in. */
export function remoteContexts(
  { listen, admissions, serviceKeys }: RemoteSettings,
  transport: TransportSettings,
  log: Logger,
): RemoteContexts {
  const transports = httpTransports(transport);
  let door: RunningDoor | undefined;
  let server: Awaited<ReturnType<typeof serveHttp>> | undefined;
  const reached = new Map(
    [...serviceKeys].map(([name, serviceKey]) => [
      name,
      { serviceKey, transport: transports.to(name, () => door?.addressesOf(name)) },
    ]),
  );
  return {
    find: (name) => reached.get(name),
    serviceKeys,
    addressesOf: (name) => door?.addressesOf(name),
    states: () => transports.states(),
    open: async (catalog, mesh, traffic) => {
      // The gateway of this mesh is in this process: no other has a key.
      door = startDoor(catalog, mesh, { admissions, gatewayKey: newServiceKey(), traffic }, log);
      server = await serveHttp({
        ...listen,
        routes: door.routes,
        onError: (err) => log.error({ err }, "a request at the catalog's door failed"),
      });
      return server;
    },
    stop: async () => {
      await server?.close(CLOSE_MS);
      await door?.stop();
      transports.stop();
    },
  };
}
