import { desk, shelf } from "./cutContexts.ts";
import { type CutMesh, startCutMesh } from "./cutMesh.ts";
import { openStream, type Received, type Stream, type Transport } from "./liveClients.ts";
import { type LiveGateway, openLiveGateway } from "./liveGateway.ts";

/** Follows what happens on the shelf. */
export const CHANGES = `subscription ($after: ID, $key: ID) {
  itemsV1Changes(after: $after, key: $key) { position key removed row { item score } }
}`;

/** Shelf and desk, projected as events come, behind a gateway that has subscriptions. */
export interface FollowedShelf {
  readonly mesh: CutMesh;
  readonly gateway: LiveGateway;
  /** Opens a stream, which ends with the test that opened it. */
  open(
    transport: Transport,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    token?: string,
  ): Stream;
  /** The last position of the items. */
  head(): Promise<string>;
  /** Ends the streams that were opened. */
  stopStreams(): Promise<void>;
  stop(): Promise<void>;
}

/** One for all tests of a file, started before them and stopped after; each test leaves no stream open. */
export function followedShelf(): () => FollowedShelf {
  let started: FollowedShelf | undefined;
  beforeAll(async () => {
    started = await startFollowedShelf();
  });
  afterEach(() => started?.stopStreams());
  afterAll(() => started?.stop());
  return () => {
    if (started === undefined) throw new Error("it has not started");
    return started;
  };
}

/** Starts it. A consumer may have five subscriptions. */
async function startFollowedShelf(): Promise<FollowedShelf> {
  const mesh = await startCutMesh([shelf, desk], { waitMilliseconds: 1_000 });
  await mesh.catchUp();
  const stopProjectors = mesh.runProjectors("shelf", "desk");
  const gateway = await openLiveGateway(mesh, ["shelf", "desk"], { perConsumer: 5 });
  const streams = new Set<Stream>();
  return {
    mesh,
    gateway,
    open: (transport, query, variables = {}, token = "ada") => {
      const stream = openStream(transport, gateway.url, token, { query, variables });
      streams.add(stream);
      return stream;
    },
    head: async () => {
      const [row] = await mesh.admin.query({
        text: "select coalesce(max(position), 0) as head from shelf.items_v1_history",
      });
      return row?.["head"] ?? "0";
    },
    stopStreams: async () => {
      await Promise.all([...streams].map((stream) => stream.stop()));
      streams.clear();
    },
    stop: async () => {
      await gateway.stop();
      await stopProjectors();
      await mesh.stop();
    },
  };
}

/** The codes of the errors of a response. */
export const codes = ({ errors = [] }: Received): readonly unknown[] =>
  errors.map(({ extensions }) => extensions["code"]);

/** The position that a response tells. */
export const positionOf = ({ extensions }: Received): string | undefined => extensions?.datamesh?.position;
