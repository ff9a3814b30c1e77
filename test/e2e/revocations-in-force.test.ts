import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { type ForeignSupergraph, startForeignSupergraph } from "../support/foreignSupergraph.ts";
import { expectInForce } from "../support/inForce.ts";
import { openStream } from "../support/liveClients.ts";
import { datamesh } from "../support/meshProcess.ts";
import { prepareProcessMesh, type ProcessMesh } from "../support/processMesh.ts";
import { type ServedProcess, startServedProcess, untilReady } from "../support/servedProcess.ts";

const TIMEOUT = 120_000;
/** A subscription looks at its token every second. */
const LOOK_MS = 1_000;

async function statusOf(url: string, token: string): Promise<number> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: "{ __typename }" }),
  });
  await response.body?.cancel();
  return response.status;
}
const jtiOf = (token: string): string => decodeJwt(token).jti ?? "";
const subOf = (token: string): string => decodeJwt(token).sub ?? "";

describe("a gateway process of a mesh", () => {
  const ROW = `subscription { customerProfileV1Changed(customerId: "nobody") { country } }`;
  let mesh: ProcessMesh;
  let gateway: ServedProcess;
  let admin: string;
  beforeAll(async () => {
    mesh = await prepareProcessMesh({ drain: "0s" });
    await mesh.migrate();
    await mesh.start("catalog");
    await Promise.all([
      mesh.start("subgraph-customers", { port: mesh.portsOf("customers")[0] ?? 0 }),
      mesh.start("projector-customers").then(({ url }) => untilReady(url)),
    ]);
    gateway = await mesh.start("gateway", { env: { DATAMESH_ADMIN_PORT: "0" } });
    await untilReady(gateway.url);
    admin = /"url":"(http:\S+?)".*metrics are served/.exec(gateway.output.stderr)?.[1] ?? "";
  }, TIMEOUT);
  afterAll(() => mesh?.remove(), TIMEOUT);

  const isRefused = (token: string) => async (): Promise<boolean> =>
    (await statusOf(gateway.url, token)) === 401;
  const open = async (): Promise<unknown> =>
    /^datamesh_streams_open\{transport="sse"\} (\d+)$/m.exec(
      await (await fetch(`${admin}/metrics`)).text(),
    )?.[1];

  it(
    "refuses a token within two seconds of its revocation by its id, and ends what is streamed to it",
    async () => {
      const [token, other] = [await mesh.token("analyst"), await mesh.token("analyst")];
      const stream = openStream("sse", gateway.url, token, { query: ROW });
      expect(await stream.expectNext()).toMatchObject({ data: { customerProfileV1Changed: null } });
      expect(await open()).toBe("1");
      const rest = stream.rest();
      let isOver = false;
      void rest.then(() => (isOver = true));

      await mesh.command("tokens", "revoke", "--jti", jtiOf(token), "--reason", "lost");
      await Promise.all([expectInForce(isRefused(token)), expectInForce(async () => isOver, LOOK_MS)]);
      expect(await rest).toMatchObject([
        { errors: [{ message: "the token has been revoked", extensions: { code: "UNAUTHENTICATED" } }] },
      ]);
      expect(await open()).toBe("0");
      expect(await statusOf(gateway.url, other)).toBe(200);
    },
    TIMEOUT,
  );

  it(
    "refuses all tokens of a consumer within two seconds, and takes them again as soon when that ends",
    async () => {
      const token = await mesh.token("owner");
      expect(await statusOf(gateway.url, token)).toBe(200);
      await mesh.command("tokens", "revoke", "--sub", subOf(token));
      await expectInForce(isRefused(token));
      await mesh.command("tokens", "revoke", "--sub", subOf(token), "--until", "now");
      await expectInForce(async () => !(await isRefused(token)()));
    },
    TIMEOUT,
  );
});

describe("a gateway process that stands alone", () => {
  let foreign: ForeignSupergraph;
  let gateway: ServedProcess;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    foreign = await startForeignSupergraph();
    environment = {
      PORT: "0",
      DATAMESH_DRAIN: "0s",
      DATAMESH_DATA_DIR: join(foreign.directory, "data"),
      DATAMESH_REVOCATIONS: join(foreign.directory, "revocations.json"),
    };
    gateway = await startServedProcess(["serve", "gateway", "--supergraph", foreign.file], environment, {
      cwd: foreign.directory,
    });
  }, TIMEOUT);
  afterAll(async () => {
    await gateway?.stop("SIGKILL");
    await foreign?.stop();
  });

  const newToken = async (): Promise<string> =>
    (await datamesh(["token", "--as", "analyst"], environment)).stdout.trim();

  it(
    "refuses a token within two seconds of standing in the file, by its id or by its consumer's, however it got there",
    async () => {
      const [first, second] = [await newToken(), await newToken()];
      expect(await statusOf(gateway.url, first)).toBe(200);
      const path = environment["DATAMESH_REVOCATIONS"] ?? "";
      await writeFile(`${path}.new`, JSON.stringify([{ claim: "jti", value: jtiOf(first), until: null }]));
      await rename(`${path}.new`, path);
      await expectInForce(async () => (await statusOf(gateway.url, first)) === 401);
      expect(await statusOf(gateway.url, second)).toBe(200);

      const { code } = await datamesh(["tokens", "revoke", "--sub", subOf(second)], environment);
      expect(code).toBe(0);
      await expectInForce(async () => (await statusOf(gateway.url, second)) === 401);
      expect(await statusOf(gateway.url, first)).toBe(401);
    },
    TIMEOUT,
  );
});
