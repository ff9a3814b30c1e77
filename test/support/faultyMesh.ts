import { createSubgraph, serveHttp, subgraphRoutes } from "@datamesh/kernel/graphql";
import { createEventDoor } from "@datamesh/kernel/intake";
import { type Context, describe as describeProduct } from "@datamesh/kernel/product";
import { eventDoorOf, issueServiceToken } from "@datamesh/kernel/servicetoken";
import { createGateway } from "../../gateway/http/index.ts";
import { meshInPlace } from "../../gateway/http/testing/fakeMesh.ts";
import { logLines } from "../../gateway/http/testing/logLines.ts";
import { permissions } from "../../gateway/shield/permissions.ts";
import { createMesh } from "../../gateway/supergraph/index.ts";
import { httpTransports, type SubgraphState, type TransportSettings } from "../../gateway/transport/index.ts";
import { type FaultProxy, startFaultProxy } from "./faultProxy.ts";
import { startTestMesh, type TestMesh } from "./testMesh.ts";

/** What a gateway said, and the very text of it. */
export interface FaultyAnswer {
  readonly status: number;
  readonly text: string;
  // Tests know what they selected.
  readonly data: Readonly<Record<string, never>> | null;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** A gateway that reaches its subgraphs through proxies. */
export interface FaultyGateway {
  ask(query: string, signal?: AbortSignal): Promise<FaultyAnswer>;
  /** Offers the text of an event to a context. */
  append(context: string, event: object): Promise<FaultyAnswer>;
  state(context: string): SubgraphState | undefined;
  /** What the log says of requests. */
  lines(): readonly unknown[];
  stop(): Promise<void>;
}

/** Contexts on a database, each a real subgraph at an HTTP server, with a proxy before it. */
export interface FaultyMesh extends TestMesh {
  proxyOf(context: string): FaultProxy;
  /** `now` is the clock of its circuits, in milliseconds. */
  gateway(settings?: Partial<TransportSettings>, now?: () => number): Promise<FaultyGateway>;
}

const SERVICE_KEY = new Uint8Array(32).fill(5);
const TOKEN = "valid-token";
const now = (): Date => new Date();

/** Starts one. */
export async function startFaultyMesh(contexts: readonly Context[]): Promise<FaultyMesh> {
  const mesh = await startTestMesh(contexts);
  const served = await Promise.all(contexts.map((context) => serve(mesh, context)));
  const find = (name: string) => {
    const found = served.find(({ context }) => context.name === name);
    if (found === undefined) throw new Error(`no context ${name}`);
    return found;
  };
  return {
    ...mesh,
    proxyOf: (name) => find(name).proxy,
    gateway: (settings, clock) => openGateway(served, settings, clock),
    stop: async () => {
      for (const { proxy, server, subgraph } of served) {
        await proxy.stop();
        await server.close(0);
        await subgraph.stop();
      }
      await mesh.stop();
    },
  };
}

type Served = Awaited<ReturnType<typeof serve>>;

async function serve(mesh: TestMesh, context: Context) {
  const shared = { context, serviceKey: SERVICE_KEY, now };
  const subgraph = await createSubgraph({ ...shared, database: mesh.as(context.name, "read") });
  const events = createEventDoor({ ...shared, log: mesh.log(context.name), onProblem: () => undefined });
  const routes = subgraphRoutes(subgraph, events);
  const server = await serveHttp({ host: "127.0.0.1", port: 0, routes, onError: () => undefined });
  return { context, subgraph, server, proxy: await startFaultProxy(server.url) };
}

async function openGateway(
  served: readonly Served[],
  settings: Partial<TransportSettings> = {},
  clock?: () => number,
): Promise<FaultyGateway> {
  const transports = httpTransports(settings, clock);
  const reached = new Map(
    served.map(({ context: { name }, proxy }) => [
      name,
      transports.to(name, () => ({ addresses: [proxy.origin], fallbacks: [] })),
    ]),
  );
  const mesh = await createMesh({
    subgraphs: served.map(({ context, subgraph: { name, sdl } }) => {
      const products = context.products.map((product) => describeProduct(context, product));
      return { name, sdl, products };
    }),
    permissions,
    transportTo: (name) => reached.get(name),
    issueToken: ({ subgraph, door, consumer, body }) => {
      const opens = door === "events" ? eventDoorOf(subgraph) : subgraph;
      return issueServiceToken({ key: SERVICE_KEY, subgraph: opens, consumer, body, now: now() });
    },
  });
  const { log, ...written } = logLines();
  const gateway = createGateway({
    mesh: meshInPlace(mesh),
    verifyToken: () =>
      Promise.resolve({ ok: true, consumer: { id: "ada", roles: ["team:tests", "auditor"], scopes: [] } }),
    readiness: () => ({ ready: true }),
    accessLog: { record: () => Promise.resolve() },
    log,
    config: { host: "127.0.0.1", port: 0, corsOrigins: [], web: "/nowhere", examples: [] },
  });
  const { url } = await gateway.listen();
  const post = async (path: string, type: string, body: string, signal?: AbortSignal) => {
    const headers = { "content-type": type, authorization: `Bearer ${TOKEN}` };
    const init = { method: "POST", headers, body, ...(signal && { signal }) };
    const response = await fetch(`${url}${path}`, init);
    return readAnswer(response.status, await response.text());
  };
  return {
    ask: (query, signal) => post("/graphql", "application/json", JSON.stringify({ query }), signal),
    append: (context, event) =>
      post(`/events/${context}`, "application/cloudevents+json", JSON.stringify(event)),
    state: (context) => transports.states().find(({ subgraph }) => subgraph === context),
    lines: () => written.lines,
    stop: async () => {
      await gateway.stop();
      transports.stop();
    },
  };
}

function readAnswer(status: number, text: string): FaultyAnswer {
  const { data = null, errors = [] } = JSON.parse(text) as Partial<FaultyAnswer>;
  return { status, text, data, errors };
}
