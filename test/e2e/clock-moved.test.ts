import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { outagesIn } from "../support/crash/logLines.ts";
import {
  datamesh,
  type HttpAnswer,
  makeDataDirectory,
  type MeshProcess,
  startMeshProcess,
} from "../support/meshProcess.ts";

const HOUR = 3_600_000;
const SHIFTS = [3_000, -3_000, 30 * HOUR, -30 * HOUR, 0];
const TIMEOUT = 180_000;
const CLOCK = fileURLToPath(new URL("../support/crash/movableProcessClock.mjs", import.meta.url));

const scored = (customerId: string): string =>
  JSON.stringify({
    specversion: "1.0",
    id: customerId,
    source: "/test",
    type: "CREDIT_SCORED",
    time: "2026-01-01T00:00:00Z",
    data: { customerId, score: 700, confidence: 0.5, inferenceId: "i-1", modelVersion: "v1" },
  });

describe("a mesh whose clock is moved", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let env: Record<string, string>;
  let moved = 0;
  beforeAll(async () => {
    directory = await makeDataDirectory();
    env = { DATAMESH_DATA_DIR: directory.path, DATAMESH_SAMPLE: "off" };
    mesh = await startMeshProcess({
      ...env,
      NODE_OPTIONS: `--import ${CLOCK}`,
      DATAMESH_TEST_CLOCK_SHIFTS: SHIFTS.join(","),
    });
  }, TIMEOUT);
  afterAll(async () => {
    await mesh?.stop("SIGKILL");
    await directory?.remove();
  });

  const moveClock = async (): Promise<void> => {
    moved += 1;
    mesh.child.kill("SIGUSR2");
    while (mesh.output.stderr.split("the clock is moved").length <= moved) await sleep(20);
  };
  const ask = (token: string, customerId: string): Promise<HttpAnswer> =>
    mesh.ask(token, `{ customerCreditScoreV2(customerId: "${customerId}") { score } }`);
  /** Appends an event and waits until a product shows it, read with this token. */
  const appendAndSee = async (token: string, customerId: string): Promise<void> => {
    expect((await datamesh(["append", "credit-oracle", "-"], env, scored(customerId))).code).toBe(0);
    while ((await ask(token, customerId)).body.data?.["customerCreditScoreV2"] == null) await sleep(50);
  };
  /** A token by the moved clock. */
  const signIn = async (): Promise<string> => {
    const response = await fetch(`${mesh.url}/session/development`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ persona: "analyst" }),
    });
    return ((await response.json()) as { token: string }).token;
  };

  it(
    "takes tokens within the leeway, refuses them beyond it, goes on projecting, and is as before when it is right again",
    async () => {
      const token = await mesh.token("analyst");
      await appendAndSee(token, "before");
      for (const shift of SHIFTS) {
        await moveClock();
        const isNear = Math.abs(shift) < 5_000;
        expect({ shift, status: (await ask(token, "before")).status }).toEqual({
          shift,
          status: isNear ? 200 : 401,
        });
        await appendAndSee(isNear ? token : await signIn(), `moved-by-${shift}`);
        expect((await fetch(`${mesh.url}/health/ready`)).status).toBe(200);
      }
      expect(outagesIn(mesh.output.stderr).problems).toEqual([]);
      expect(await mesh.stop()).toBe(0);
    },
    TIMEOUT,
  );
});
