import { decodeJwt } from "jose";
import { datamesh, makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";

const TIMEOUT = 240_000;
const ME = "{ me { id } }";

describe("a token that is revoked while the mesh runs", () => {
  let directory: { path: string; remove: () => Promise<void> };
  let mesh: MeshProcess;
  const environment = () => ({ DATAMESH_DATA_DIR: directory.path, DATAMESH_SAMPLE: "off" });

  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess(environment());
  }, TIMEOUT);
  afterAll(async () => {
    await mesh?.stop();
    await directory?.remove();
  }, TIMEOUT);

  const statusOf = async (token: string) => (await mesh.ask(token, ME)).status;
  /** Waits for the gateway to hear of it. */
  const untilAnswered = async (token: string, status: number): Promise<void> => {
    while ((await statusOf(token)) !== status) await new Promise((next) => setTimeout(next, 50));
  };
  const tokens = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await datamesh(["tokens", ...args, "--json"], environment());
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as unknown;
  };

  it(
    "is refused by its id, with a message that says so, and no other token is",
    async () => {
      const [token, other] = [await mesh.token("analyst"), await mesh.token("analyst")];
      expect(await statusOf(token)).toBe(200);
      const { jti = "" } = decodeJwt(token);
      await tokens("revoke", "--jti", jti, "--reason", "lost", "--by", "compliance", "--until", "12h");
      await untilAnswered(token, 401);
      expect((await mesh.ask(token, ME)).body.errors).toEqual([
        { message: "the token has been revoked", extensions: { code: "UNAUTHENTICATED" } },
      ]);
      expect(await statusOf(other)).toBe(200);
      expect(await tokens("list")).toMatchObject([
        { claim: "jti", value: jti, reason: "lost", revokedBy: "compliance" },
      ]);
    },
    TIMEOUT,
  );

  it(
    "is refused by its consumer, those issued later too, until that is ended",
    async () => {
      const [token, other] = [await mesh.token("owner"), await mesh.token("frontend")];
      const { sub = "" } = decodeJwt(token);
      await tokens("revoke", "--sub", sub);
      await untilAnswered(token, 401);
      expect(await statusOf(await mesh.token("owner"))).toBe(401);
      expect(await statusOf(other)).toBe(200);
      await tokens("revoke", "--sub", sub, "--until", "now");
      await untilAnswered(token, 200);
    },
    TIMEOUT,
  );

  it(
    "is on record for good: who said so, when and why",
    async () => {
      const analyst = await mesh.token("analyst");
      const { body } = await mesh.ask(analyst, "{ logs { name eventTypes { type count } } }");
      expect(JSON.stringify(body)).toContain('{"type":"TOKENS_REVOKED","count":3}');
    },
    TIMEOUT,
  );

  it(
    "is named by one claim",
    async () => {
      const { code, stderr } = await datamesh(
        ["tokens", "revoke", "--jti", "a", "--sub", "b"],
        environment(),
      );
      expect([code, stderr]).toEqual([2, "datamesh: say which tokens: --jti or --sub, one of them\n"]);
    },
    TIMEOUT,
  );
});
