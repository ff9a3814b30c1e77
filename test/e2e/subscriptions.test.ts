import { openStream, type Received, type Stream } from "../support/liveClients.ts";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";
import { registerCustomer } from "../support/readYourWrites.ts";

const TIMEOUT = 180_000;
const CHANGES = `subscription ($after: ID) {
  customerProfilesV1Changes(after: $after) { position key row { customerId country } }
}`;

interface Change {
  readonly position: string;
  readonly key: string;
}
const changeIn = ({ data }: Received) => data?.["customerProfilesV1Changes"] as unknown as Change | undefined;
/** Over a WebSocket it is the only response, over server-sent events an ordinary one. */
async function refusalOf(stream: Stream): Promise<Received> {
  const [only] = await stream.rest().catch(async (error: { readonly response: Response }) => {
    expect(error.response.status).toBe(403);
    return [(await error.response.json()) as Received];
  });
  if (only === undefined) throw new Error("nothing was said");
  return only;
}

const codes = ({ errors = [] }: Received) => errors.map(({ extensions }) => extensions["code"]);

describe("subscriptions to a mesh in one process", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let owner: { url: string; token: string };
  const streams: Stream[] = [];

  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    owner = { url: mesh.url, token: await mesh.token("owner") };
  }, TIMEOUT);

  afterAll(async () => {
    await Promise.all(streams.map((stream) => stream.stop()));
    await mesh?.stop();
    await directory?.remove();
  }, TIMEOUT);

  const open = (transport: "sse" | "ws", token: string, query: string, variables = {}): Stream => {
    const stream = openStream(transport, mesh.url, token, { query, variables });
    streams.push(stream);
    return stream;
  };

  it.each(["sse", "ws"] as const)(
    "tell over %s what is appended, to whoever may read it, and why not to whoever may not",
    async (transport) => {
      const stream = open(
        transport,
        owner.token,
        `subscription { customerProfileV1Changed(customerId: "s-${transport}") { country } }`,
      );
      expect((await stream.expectNext()).data).toEqual({ customerProfileV1Changed: null });
      await registerCustomer(owner, `s-${transport}`);
      expect((await stream.expectNext()).data).toEqual({ customerProfileV1Changed: { country: "NL" } });
      const refused = await refusalOf(open(transport, await mesh.token("frontend"), CHANGES));
      expect(codes(refused)).toEqual(["FORBIDDEN"]);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ product: "customer-profiles@1" });
    },
    TIMEOUT,
  );

  it(
    "end with the token, and go on with another where they ended: nothing is lost, nothing comes twice",
    async () => {
      const short = await mesh.token("owner", "--expires", "10s");
      const first = open("ws", short, CHANGES, { after: "0" });
      const told: Change[] = [];
      let writing = true;
      const writes = (async () => {
        for (let n = 0; writing; n += 1) await registerCustomer(owner, `t-${n}`);
      })();
      let end: Received | undefined;
      for await (const received of first) {
        const change = changeIn(received);
        if (change === undefined) end = received;
        else told.push(change);
      }
      expect(codes(end!)).toEqual(["TOKEN_EXPIRED"]);
      const after = end?.errors?.[0]?.extensions["position"];
      expect(after).toBe(told.at(-1)?.position);
      const second = open("sse", owner.token, CHANGES, { after });
      for (let n = 0; n < 20; n += 1) told.push(changeIn(await second.expectNext())!);
      writing = false;
      await writes;
      expect(told.map(({ position }) => position)).toEqual(told.map((_change, index) => String(index + 1)));
    },
    TIMEOUT,
  );

  it(
    "end when the gateway stops, with the position to go on from",
    async () => {
      const stream = open("sse", owner.token, CHANGES, { after: "0" });
      const { position } = changeIn(await stream.expectNext())!;
      expect(position).toBe("1");
      const stopping = mesh.stop();
      const rest = await stream.rest();
      expect(codes(rest.at(-1)!)).toEqual(["UNAVAILABLE"]);
      expect(rest.at(-1)?.errors?.[0]?.extensions["position"]).toBe(changeIn(rest.at(-2)!)?.position);
      expect(await stopping).toBe(0);
    },
    TIMEOUT,
  );
});
