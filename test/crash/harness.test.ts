import { prepareEvent } from "@datamesh/kernel/event";
import { createRandom } from "../../cli/sample/random.ts";
import { CRASH_CONTEXTS } from "../support/crash/crashMesh.ts";
import { logProblems } from "../support/crash/logProblems.ts";
import { outagesIn } from "../support/crash/logLines.ts";
import { randomOffer } from "../support/crash/randomEvents.ts";
import { CRASH_PRODUCTS, referenceProblems, replayProblems } from "../support/crash/referenceProblems.ts";
import { snapshotProblems } from "../support/crash/snapshotProblems.ts";
import type { Written } from "../support/crash/writers.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const OFFERS = 80;
const SHOWN = "lending_store.loan_applications_v1_g1";

describe("what crash tests look at", () => {
  let mesh: TestMesh;
  let written: Written;
  beforeEach(async () => {
    mesh = await startTestMesh(CRASH_CONTEXTS);
    written = {
      acknowledged: new Map(),
      rolledBack: new Set(),
      toOutbox: new Set(),
      unheard: new Set(),
      unavailable: 0,
    };
    const random = createRandom(7);
    for (let n = 0; n < OFFERS; n += 1) {
      const { context, events } = randomOffer(random, `h${n}`);
      const declared = CRASH_CONTEXTS.find(({ name }) => name === context)?.events ?? [];
      const appended = await mesh.log(context).append(events.map((event) => prepareEvent(declared, event)));
      if (context === "lending")
        for (const { id, position } of appended) written.acknowledged.set(id, position);
    }
    await mesh.catchUp();
  });
  afterEach(() => mesh.stop());
  const run = (text: string): Promise<unknown> => mesh.admin.query({ text });
  const found = async (): Promise<string> =>
    [...(await logProblems(mesh.admin, "lending", written)), ...(await snapshotProblems(mesh.admin))].join(
      "\n",
    );

  it("finds nothing where nothing is wrong", async () => {
    expect(await found()).toBe("");
    expect(await replayProblems(mesh, CRASH_PRODUCTS)).toEqual([]);
  });

  it("finds an acknowledged event that is lost, one that is elsewhere, and one that was rolled back", async () => {
    const [[id = "", position = 0] = []] = written.acknowledged;
    written.acknowledged.set("never-appended", 3);
    written.toOutbox.add("never-moved");
    written.acknowledged.set(id, position + 1);
    written.rolledBack.add(id);
    const problems = await found();
    for (const each of [
      "never-appended is lost",
      "never-moved is lost",
      `${id} is at ${position}`,
      `${id} was rolled back`,
    ]) {
      expect(problems).toContain(each);
    }
  });

  it("finds a position that is skipped, and a head that says more than there is", async () => {
    await run("alter table lending.lending_events disable trigger user");
    await run("delete from lending.lending_events where seq_id = 5");
    const problems = await found();
    expect(problems).toContain("position 5 is skipped");
    expect(problems).toContain("head says");
  });

  it.each([
    ["a row that was changed", `update ${SHOWN} set event_count = event_count + 1`, /not_told is \d+, not 0/],
    ["a row that is gone", `delete from ${SHOWN}`, /not_live is \d+, not 0/],
    ["a version that is gone", `delete from ${SHOWN}_history where position = 3`, /versions is \d+, not/],
    ["a commit that is gone", `delete from ${SHOWN}_cuts where cut = 1`, /cuts is \d+, not/],
    [
      "a checkpoint beyond the log",
      `update lending_store.checkpoints set inputs = '{"events": {"position": 9999}}'`,
      /has folded events up to 9999/,
    ],
  ])("finds %s", async (_what, statement, problem) => {
    await run(statement);
    expect(await found()).toMatch(problem);
  });

  it("finds rows that an uninterrupted run would not have", async () => {
    const reference = await startTestMesh(CRASH_CONTEXTS);
    try {
      await run(`update ${SHOWN} set event_count = event_count + 1`);
      expect((await referenceProblems(mesh, reference)).join()).toContain("rows of loan-applications@1");
      expect((await replayProblems(mesh, CRASH_PRODUCTS)).join()).toContain("loan-applications@1 at");
    } finally {
      await reference.stop();
    }
  });
});

it("a log that says the same failure again, or never its end, is found", () => {
  const line = (status: string, reason?: string): string =>
    JSON.stringify({ msg: "projector", product: "counts@1", status, reason });
  const said = [line("FAILING", "away"), line("FAILING", "away"), line("RUNNING"), line("FAILING", "full")];
  expect(outagesIn(said.join("\n"))).toEqual({
    problems: ["projector counts@1 said twice: away", "projector counts@1 did not say that it is over: full"],
    failures: 3,
    ends: 1,
  });
});
