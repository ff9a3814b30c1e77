import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sampleEvents } from "../../cli/sample/sampleEvents.ts";
import { createRandom } from "../../cli/sample/random.ts";
import { START } from "@datamesh/kernel/log";
import { creditOracle, customers, lending, models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const contexts = [creditOracle, customers, lending, models];
const KILLS = 10;
const RELATIONS = [
  "credit_oracle.customer_credit_scores_v1",
  "credit_oracle.customer_credit_scores_v2",
  "customers.customer_profiles_v1",
  "models.model_inferences_v1",
  "lending.loan_applications_v1",
  "lending.loan_officers_v1",
];

async function startProjecting(mesh: TestMesh): Promise<ChildProcess> {
  const script = fileURLToPath(new URL("../support/projectorProcess.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, mesh.mesh.url, mesh.mesh.prefix], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  await once(child.stdout!, "data");
  return child;
}

describe("a projector killed with -9 at random points", () => {
  let mesh: TestMesh;
  let undisturbed: TestMesh;
  beforeAll(async () => {
    [mesh, undisturbed] = await Promise.all([startTestMesh(contexts), startTestMesh(contexts)]);
  });
  afterAll(() => Promise.all([mesh?.stop(), undisturbed?.stop()]));

  it("loses nothing and repeats nothing", async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    process.stdout.write(`projector-kill: seed ${seed}\n`);
    const random = createRandom(seed);
    const appending = appendSlowly(mesh, random);
    let killedAtWork = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = await startProjecting(mesh);
      await new Promise((resolve) => setTimeout(resolve, 20 + random() * 250));
      child.kill("SIGKILL");
      await once(child, "exit");
      if ((await pendingEvents(mesh)) > 0) killedAtWork += 1;
    }
    await appending;
    await mesh.catchUp();
    expect(killedAtWork).toBeGreaterThan(0);
    await repeatUndisturbed(mesh, undisturbed);
    for (const relation of RELATIONS) {
      expect({ relation, rows: await mesh.rows(relation) }).toEqual({
        relation,
        rows: await undisturbed.rows(relation),
      });
      await expectDense(mesh, relation);
    }
  });
});

/** Appends the sample in small pieces, from all contexts at once, while projectors come and go. */
async function appendSlowly(mesh: TestMesh, random: () => number): Promise<void> {
  const sample = sampleEvents();
  await Promise.all(
    Object.entries(sample).map(async ([context, events]) => {
      for (let at = 0; at < events.length;) {
        const size = 1 + Math.floor(random() * 9);
        await mesh.append(context, ...events.slice(at, at + size));
        at += size;
        await new Promise((resolve) => setTimeout(resolve, random() * 40));
      }
    }),
  );
}

async function pendingEvents(mesh: TestMesh): Promise<number> {
  const [row] = await mesh.admin.query({
    text: `select sum((select head from lending.lending_events_head) - coalesce((inputs #>> '{events,position}')::bigint, 0)) as pending
           from lending_store.checkpoints`,
  });
  return Number(row?.["pending"]);
}

/** The same events in the same log order, projected without interruption. */
async function repeatUndisturbed(from: TestMesh, to: TestMesh): Promise<void> {
  for (const { name } of contexts) {
    await to.log(name).append(await from.log(name).read(START, 100_000));
  }
  await to.catchUp(100_000);
}

async function expectDense(mesh: TestMesh, relation: string): Promise<void> {
  const [schema = "", name = ""] = relation.split(".");
  const [product = "", major] = name.split("_v");
  const [history] = await mesh.admin.query({
    text: `select count(*) as count, coalesce(max(position), 0) as last from ${relation}_history`,
  });
  const [checkpoint] = await mesh.admin.query({
    text: `select position, cut, (select count(*) from ${relation}_cuts) as cuts from ${schema}_store.checkpoints
           where product = $1 and major = $2`,
    values: [product.replaceAll("_", "-"), major],
  });
  expect(history?.["count"]).toBe(history?.["last"]);
  expect(checkpoint?.["position"]).toBe(history?.["last"]);
  expect(checkpoint?.["cuts"]).toBe(checkpoint?.["cut"]);
}
