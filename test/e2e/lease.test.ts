import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const SCRIPT = fileURLToPath(new URL("../support/contextProjectorProcess.ts", import.meta.url));
const PATIENCE = 20_000;

interface Running {
  readonly child: ChildProcess;
  readonly said: string[];
}

describe("two projectors of one context", () => {
  let mesh: TestMesh;
  const running: Running[] = [];
  beforeEach(async () => {
    mesh = await startTestMesh([models]);
    appended = 0;
  });
  afterEach(async () => {
    for (const { child } of running.splice(0)) child.kill("SIGKILL");
    await mesh.stop();
  });

  let appended = 0;
  const start = async (name: string): Promise<Running> => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", SCRIPT, mesh.mesh.url, mesh.mesh.prefix, name],
      { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, NODE_OPTIONS: "" } },
    );
    const said: string[] = [];
    child.stdout!.on("data", (chunk: Buffer) => said.push(...chunk.toString().trim().split("\n")));
    await once(child.stdout!, "data");
    running.push({ child, said });
    return { child, said };
  };
  const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
    const deadline = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`not within ${PATIENCE} ms: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const append = async (): Promise<void> => {
    appended += 1;
    await mesh.append("models", {
      type: "INFERENCE_RECORDED",
      data: { inferenceId: `i-${appended}`, modelName: "m", modelVersion: "1", durationMs: 1 },
    });
  };
  const isVisible = async (): Promise<boolean> => {
    const rows = await mesh.rows("models.model_inferences_v1");
    return rows.length > 0 && (await mesh.log("models").status()).head === (await folded());
  };
  const folded = async (): Promise<number> => {
    const [row] = await mesh.admin.query({
      text: "select coalesce((inputs #>> '{events,position}')::bigint, 0) as at from models_store.checkpoints",
    });
    return Number(row?.["at"]);
  };
  const projectors = async () =>
    (await mesh.as("models", "read").query({ text: "select process, holds from models.projectors" })).map(
      ({ process, holds }) => `${process} ${holds === "t" ? "projects" : "waits"}`,
    );

  it("one projects, the other waits and says so once", async () => {
    const first = await start("first");
    const second = await start("second");
    await append();
    await until("the event is visible", isVisible);
    await until("both are known", async () => (await projectors()).length === 2);
    expect(await projectors()).toEqual(["first projects", "second waits"]);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(first.said).toEqual(["HELD"]);
    expect(second.said).toEqual(["WAITING for first"]);
  });

  it.each(["SIGKILL", "SIGSTOP"] as const)("the other takes over when the first gets %s", async (signal) => {
    const first = await start("first");
    const second = await start("second");
    await append();
    await until("the event is visible", isVisible);
    first.child.kill(signal);
    const gone = Date.now();
    await append();
    await until("the other has committed", isVisible);
    process.stdout.write(`lease: taken over ${Date.now() - gone} ms after ${signal}\n`);
    expect(second.said).toEqual(["WAITING for first", "HELD"]);
    expect((await projectors()).filter((each) => each.endsWith("projects"))).toEqual(["second projects"]);
    if (signal === "SIGKILL") return;
    first.child.kill("SIGCONT");
    await until("the first knows", () => first.said.at(-1) === "WAITING for second");
    await append();
    await until("the event is visible", isVisible);
  });

  it("one that is stopped in the middle of a batch keeps nothing from the other", async () => {
    const first = await start("first");
    await start("second");
    await append();
    await until("the event is visible", isVisible);
    // A batch that waits for this lock has the checkpoint's.
    await mesh.admin.transaction(async (blocker) => {
      await blocker.query({ text: "lock table models_store.model_inferences_v1_g1 in share mode" });
      await append();
      await until("the first is in a batch", async () => {
        const [row] = await mesh.admin.query({
          text: "select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        });
        return Number(row?.["waiting"]) > 0;
      });
      first.child.kill("SIGSTOP");
    });
    await until("the other has committed", isVisible);
    expect(await mesh.rows("models.model_inferences_v1")).toHaveLength(appended);
  });

  it("one that ends by itself lets the other begin at once", async () => {
    const first = await start("first");
    const second = await start("second");
    first.child.kill("SIGTERM");
    await once(first.child, "exit");
    await until("the second projects", () => second.said.at(-1) === "HELD");
    expect(await projectors()).toEqual(["second projects"]);
  });
});
