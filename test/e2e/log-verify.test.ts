import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@datamesh/kernel/postgres";
import type { LogVerdict } from "@datamesh/kernel/postgres/seals";
import { sealKey } from "@datamesh/kernel/seal";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";
import { datamesh } from "../support/meshProcess.ts";
import { type ServedProcess, startServedProcess } from "../support/servedProcess.ts";

const TIMEOUT = 240_000;

describe("a log that a projector seals in a process of its own", () => {
  let database: TestDatabase;
  let directory: string;
  let administrator: Readonly<Record<string, string>>;
  let projector: Readonly<Record<string, string>>;
  let served: ServedProcess | undefined;
  const secret = randomBytes(32);

  beforeAll(async () => {
    database = await createTestDatabase("seals");
    directory = await mkdtemp(join(tmpdir(), "datamesh-seals-"));
    administrator = {
      DATABASE_URL: database.url,
      DATAMESH_DATABASE_SECRET: randomBytes(32).toString("base64url"),
      DATAMESH_ROLE_PREFIX: `s${randomBytes(6).toString("hex")}`,
    };
    expect(await datamesh(["migrate"], administrator)).toMatchObject({ code: 0 });
    const urls = await datamesh(["db", "urls", "models", "--json"], administrator);
    const setting = "DATAMESH_URL_MODELS_PROJECT";
    const keyFile = join(directory, "key");
    await writeFile(keyFile, `${secret.toString("base64url")}\n`);
    projector = {
      [setting]: (JSON.parse(urls.stdout) as Record<string, string>)[setting] ?? "",
      DATAMESH_SEALS: join(directory, "seals"),
      DATAMESH_SEAL_KEY_MODELS_FILE: keyFile,
    };
  }, TIMEOUT);
  afterAll(async () => {
    await served?.stop("SIGKILL");
    await database?.drop();
    await rm(directory, { recursive: true, force: true });
  }, TIMEOUT);

  /** An auditor has the login to project, a copy of the seals and the public key, and no key that signs. */
  const audit = (...options: readonly string[]) => {
    const { DATAMESH_SEAL_KEY_MODELS_FILE: _key, ...settings } = projector;
    return datamesh(["log", "verify", "models", ...options], settings);
  };

  it(
    "is verified by whoever has the public key, and shows what was altered",
    async () => {
      served = await startServedProcess(["serve", "projector", "models"], { ...projector, PORT: "0" });
      const events = Array.from({ length: 30 }, (_, index) =>
        JSON.stringify({
          specversion: "1.0",
          source: "/test",
          id: `e-${index + 1}`,
          type: "INFERENCE_RECORDED",
          time: "2026-01-01T00:00:00Z",
          data: { inferenceId: `i-${index}`, modelName: "m", modelVersion: "v1", durationMs: index },
        }),
      );
      expect(await datamesh(["append", "models"], administrator, events.join("\n"))).toMatchObject({
        code: 0,
      });
      const { publicKey } = sealKey(secret);
      let verdict: LogVerdict;
      do {
        const { stdout, code } = await audit("--public-key", publicKey, "--json");
        verdict = JSON.parse(stdout) as LogVerdict;
        expect(code).toBe(0);
      } while (verdict.unsealed > 0);
      expect(verdict).toMatchObject({ intact: true, head: 30, sealed: 30, publicKey });
      const anchor = `${verdict.lastSeal?.seal}:${verdict.lastSeal?.hash}`;
      expect(await audit("--public-key", publicKey, "--anchor", anchor)).toMatchObject({
        code: 0,
        stderr: "",
      });
      expect(await datamesh(["log", "status", "models"], projector)).toMatchObject({
        code: 0,
        stdout: "models: 30 events, all sealed\n  30  INFERENCE_RECORDED\n",
      });
      const admin = openDatabase(database.url);
      await admin.query({
        text: `with off as (select set_config('session_replication_role', 'replica', true))
               update models.models_events set data = '{}' from off where seq_id = 17`,
      });
      await admin.end();
      const tampered = await audit();
      expect(tampered).toMatchObject({
        code: 1,
        stdout: expect.stringContaining('ALTERED  position 17, event "e-17"'),
      });
      expect(tampered.stderr).toContain("was taken on trust: give the real one with --public-key");
    },
    TIMEOUT,
  );

  it(
    "is not sealed by a projector that lacks half of what it takes, which says so",
    async () => {
      const { DATAMESH_SEALS: _seals, ...settings } = projector;
      expect(await datamesh(["serve", "projector", "models"], settings)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("DATAMESH_SEALS is not set, and DATAMESH_SEAL_KEY_MODELS is"),
      });
    },
    TIMEOUT,
  );
});
