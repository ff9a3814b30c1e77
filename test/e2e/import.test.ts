import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { datamesh, makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";
import { realLog } from "../support/realLog.ts";

const REAL = realLog();
const TIMEOUT = 240_000;

describe("datamesh import and append", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let env: Record<string, string>;
  let mesh: MeshProcess | undefined;
  beforeEach(async () => {
    directory = await makeDataDirectory();
    env = { DATAMESH_DATA_DIR: directory.path, DATAMESH_SAMPLE: "off" };
  });
  afterEach(async () => {
    await mesh?.stop();
    mesh = undefined;
    await directory.remove();
  });

  (REAL === undefined ? it.skip : it)(
    "the published facts of the real log come out exactly, through GraphQL",
    async () => {
      const imported = await datamesh(
        ["import", REAL!, "--context", "lending", "--as", "bpi2012", "--json"],
        env,
      );
      expect(JSON.parse(imported.stdout)).toEqual({
        lines: 262_200,
        appended: 262_200,
        duplicates: 0,
        refused: 0,
        refusals: [],
      });
      expect(imported.code).toBe(0);
      mesh = await startMeshProcess(env);
      const again = await datamesh(
        ["import", REAL!, "--context", "lending", "--as", "bpi2012", "--json"],
        env,
      );
      expect(JSON.parse(again.stdout)).toMatchObject({ appended: 0, duplicates: 262_200 });
      const { body } = await mesh.ask(await mesh.token("compliance"), FACTS);
      expect(body.errors).toBeUndefined();
      const { logs, ...totals } = body.data as Record<string, unknown> & {
        logs: { name: string; head: number; eventTypes: { type: string; count: number }[] }[];
      };
      expect(totals).toEqual({
        all: { totalCount: 13_087 },
        approved: { totalCount: 2_246 },
        declined: { totalCount: 7_635 },
        cancelled: { totalCount: 2_807 },
        officers: { totalCount: 68 },
      });
      const log = logs.find((each) => each.name === "lending_events")!;
      const counts = Object.fromEntries(log.eventTypes.map(({ type, count }) => [type, Number(count)]));
      expect(Number(log.head)).toBe(262_200);
      expect(counts).toMatchObject({
        A_SUBMITTED: 13_087,
        A_DECLINED: 7_635,
        A_CANCELLED: 2_807,
        A_APPROVED: 2_246,
        A_FINALIZED: 5_015,
        O_SENT: 7_030,
      });
    },
    TIMEOUT,
  );

  it(
    "tells bad lines by number and reason, and goes on",
    async () => {
      const file = join(directory.path, "..", "lines.ndjson");
      const line = (more: object): string =>
        JSON.stringify({
          case: "1",
          activity: "A_SUBMITTED",
          lifecycle: "COMPLETE",
          time: "2011-10-01T00:00:00.000Z",
          amountRequested: 5,
          ...more,
        });
      await writeFile(
        file,
        [line({}), "{oops", "", line({ activity: "SUNG" }), line({ time: "late" }), line({ case: "2" })].join(
          "\n",
        ),
      );
      const { code, stdout, stderr } = await datamesh(
        ["import", file, "--context", "lending", "--as", "bpi2012"],
        env,
      );
      expect(code).toBe(1);
      expect(stdout).toBe("5 lines: 2 appended, 0 known already, 3 refused\n");
      expect(stderr).toMatch(/^line 2: not JSON$/m);
      expect(stderr).toMatch(/^line 4: event type "SUNG" is not declared by this context/m);
      expect(stderr).toMatch(/^line 5: not a line of this log: time/m);
    },
    TIMEOUT,
  );

  it(
    "takes CloudEvents on standard input while the mesh runs, and the answer follows",
    async () => {
      mesh = await startMeshProcess(env);
      const event = {
        specversion: "1.0",
        id: "e-1",
        source: "/test",
        type: "CREDIT_SCORED",
        time: "2026-01-01T00:00:00Z",
        data: { customerId: "c-1", score: 700, confidence: 0.5, inferenceId: "i-1", modelVersion: "v1" },
      };
      const lines = `${JSON.stringify(event)}\n${JSON.stringify(event)}\n`;
      const { code, stdout } = await datamesh(["append", "credit-oracle", "-", "--json"], env, lines);
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { lines: 2, appended: 1, duplicates: 1 }]);
      const token = await mesh.token("frontend");
      const query = `{ customerCreditScoreV2(customerId: "c-1") { score segment } }`;
      let data: unknown = null;
      for (let tries = 0; tries < 100 && JSON.stringify(data) !== SCORE; tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        ({ data } = (await mesh.ask(token, query)).body);
      }
      expect(JSON.stringify(data)).toBe(SCORE);
    },
    TIMEOUT,
  );

  it.each([
    [
      ["import", "nowhere.ndjson", "--context", "lending", "--as", "bpi2012"],
      "there is no file nowhere.ndjson",
    ],
    [
      ["import", "x", "--context", "lending", "--as", "csv"],
      'has no format "csv"; there is bpi2012 (for lending)',
    ],
    [["import", "x", "--context", "lendign", "--as", "csv"], 'there is no context "lendign"; there is'],
    [["verify", "--all", "customer-profiles@1"], "--all takes every product"],
    [["append", "nowhere", "-"], 'there is no context "nowhere"; there is credit-oracle'],
    [["import", "x"], "--context"],
    [["sing"], "unknown command"],
  ])(
    "%j is a usage error that says what to do",
    async (args, message) => {
      const { code, stderr } = await datamesh(args, env);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    },
    TIMEOUT,
  );

  it(
    "says that no mesh runs when asked for its database",
    async () => {
      const { code, stdout, stderr } = await datamesh(["db", "url"], env);
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toContain("no mesh runs on this data directory");
    },
    TIMEOUT,
  );
});

const SCORE = JSON.stringify({ customerCreditScoreV2: { score: 700, segment: null } });
const FACTS = `{
  all: loanApplicationsV1 { totalCount }
  approved: loanApplicationsV1(where: { outcome: { eq: APPROVED } }) { totalCount }
  declined: loanApplicationsV1(where: { outcome: { eq: DECLINED } }) { totalCount }
  cancelled: loanApplicationsV1(where: { outcome: { eq: CANCELLED } }) { totalCount }
  officers: loanOfficersV1 { totalCount }
  logs { name head eventTypes { type count } }
}`;
