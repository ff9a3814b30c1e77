import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@datamesh/kernel/postgres";
import {
  type CommandResult,
  datamesh,
  makeDataDirectory,
  type MeshProcess,
  startMeshProcess,
} from "../support/meshProcess.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const PRODUCT = "model-inferences@1";
/** Each command is a process of its own. */
const TIMEOUT = 180_000;

/** A mesh of one product, which is model-inferences with these changes, as its team would edit them. */
const configWith = (changes: string): string => `
import { anyone, defineMesh } from "${REPOSITORY}kernel/index.ts";
import { models } from "${REPOSITORY}subgraphs/index.ts";
const [product] = models.products;
const [input] = product.from;
const changes = ${changes};
export default defineMesh({ contexts: [{ ...models, products: [{ ...product, ...changes }] }] });
`;

describe("publishing versions with the command", () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "datamesh-versions-"));
    await mkdir(contracts());
  });
  afterAll(() => rm(home, { recursive: true }));

  const contracts = (): string => join(home, "contracts");
  async function run(changes: string, ...args: readonly string[]): Promise<CommandResult> {
    const config = join(home, "datamesh.config.ts");
    await writeFile(config, configWith(changes));
    const env = { DATAMESH_CONFIG: config, DATAMESH_DATA_DIR: join(home, "no mesh") };
    return datamesh([...args, "--contracts", contracts()], env);
  }

  const published = async (version: string): Promise<unknown> =>
    JSON.parse(await readFile(join(contracts(), "model-inferences", `${version}.json`), "utf8"));

  const corrected = `{ version: "1.0.1", from: [{ ...input, fold: (e) => ({ ...e.data, inferredAt: e.data.at }) }] }`;
  const loosened = `{ version: "1.1.0", from: [{ ...input, fold: (e) => ({ ...e.data, inferredAt: e.data.at }) }], policy: { ...product.policy, read: anyone } }`;

  it("is a usage error where the named directory is none", async () => {
    for (const command of ["check", "publish"]) {
      const { code, stderr } = await datamesh(
        [command, "customer-profiles@1", "--contracts", "/nowhere"],
        {},
      );
      expect([code, stderr]).toEqual([2, expect.stringContaining('--contracts "/nowhere" is no directory')]);
    }
  });

  it("begins with a first version, which is then as published", async () => {
    expect(await run("{}", "publish", PRODUCT)).toMatchObject({ code: 0, stderr: "" });
    expect(await run("{}", "check")).toEqual({
      code: 0,
      stdout: `ok     ${PRODUCT} 1.0.0: as published\n`,
      stderr: "",
    });
  });

  it("ends with 1 and writes nothing when less is declared than is needed", async () => {
    const check = await run(corrected, "check", PRODUCT, "--json");
    expect(check.code).toBe(1);
    expect(JSON.parse(check.stdout)).toMatchObject({
      products: [
        { product: PRODUCT, comparedWith: "1.0.0", needs: "major", declares: "patch", isPublished: false },
      ],
    });
    expect((await run(corrected, "publish", PRODUCT)).code).toBe(1);
    expect(await readdir(join(contracts(), "model-inferences"))).toEqual(["1.0.0.json"]);
  });

  it("takes changed values as a correction, and a loosened policy with an approval", async () => {
    const reason = "times were taken from the log";
    expect(await run(corrected, "publish", PRODUCT, "--correction", reason)).toMatchObject({ code: 0 });
    expect(await published("1.0.1")).toMatchObject({ releasedAs: { bump: "patch", correction: reason } });
    const approve = ["--approve", "Ada Lovelace: open by decree"];
    expect(await run(loosened, "publish", PRODUCT, ...approve, "--json")).toMatchObject({ code: 0 });
    expect(await published("1.1.0")).toMatchObject({
      releasedAs: { bump: "minor", approvals: [{ by: "Ada Lovelace", reason: "open by decree" }] },
    });
  });

  it("ends with 2 when it was called wrongly", async () => {
    expect(await run("{}", "publish", PRODUCT, "--approve", "Ada")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining('not of the form "NAME: REASON"') as string,
    });
  });
});

describe("versions that are computed from the rows of a mesh", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let home: string;
  let mesh: MeshProcess | undefined;
  beforeAll(async () => {
    [directory, home] = [await makeDataDirectory(), await mkdtemp(join(tmpdir(), "datamesh-computed-"))];
    await mkdir(contracts());
    mesh = await startMeshProcess(await environment("{}"));
    await run("{}", "publish", PRODUCT, "--contracts", contracts());
    // The made-up history is projected soon after the start.
    for (let stdout = ""; !stdout.includes("400 rows live");) ({ stdout } = await run("{}", "diff", PRODUCT));
  }, TIMEOUT);
  afterAll(async () => {
    await mesh?.stop();
    await directory.remove();
    await rm(home, { recursive: true });
  });

  const contracts = (): string => join(home, "contracts");
  async function environment(changes: string): Promise<Record<string, string>> {
    const config = join(home, "datamesh.config.ts");
    await writeFile(config, configWith(changes));
    return { DATAMESH_CONFIG: config, DATAMESH_DATA_DIR: directory.path };
  }
  const run = async (changes: string, ...args: readonly string[]): Promise<CommandResult> =>
    datamesh(args, await environment(changes));
  const folding = (version: string, fold: string): string =>
    `{ version: "${version}", from: [{ ...input, fold: ${fold} }] }`;

  const same = "({ data, occurredAt }) => ({ ...data, inferredAt: occurredAt })";
  const capped =
    "(e) => ({ ...e.data, durationMs: Math.min(e.data.durationMs, 30), inferredAt: e.occurredAt })";
  const deployed = `{ version: "1.1.0", from: [input, {
    kind: "events", event: models.events.find((each) => each.types.includes("MODEL_DEPLOYED")),
    fold: (e) => ({ ...e.data, inferenceId: "deployed-" + e.id, durationMs: 0, inferredAt: e.occurredAt }) }] }`;

  it(
    "diff finds nothing in other code for the same rows, and needs a patch for it",
    async () => {
      const found = await run(folding("1.0.0", same), "diff", PRODUCT);
      expect(found).toMatchObject({ code: 1, stderr: "" });
      expect(found.stdout).toMatch(
        new RegExp(`^model-inferences@1: 1.0.0 is live, 1.0.0 is declared
  at position 400: 400 rows live, 400 derived from 400 events in \\d+.\\d s
  code: changed: fold 1 of INFERENCE_RECORDED

nothing differs: the same rows, with the same values

needs patch \\(declared: 1.0.0, live: 1.0.0\\): not enough: declare 1.0.1
$`),
      );
      expect(await run(folding("1.0.1", same), "diff", PRODUCT)).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/needs patch \(declared: 1.0.1, live: 1.0.0\): ok\n$/) as string,
      });
    },
    TIMEOUT,
  );

  it(
    "diff shows changed values by field, with samples, and takes a correction's word",
    async () => {
      const args = ["diff", PRODUCT, "--samples", "1"] as const;
      const found = await run(folding("1.0.1", capped), ...args);
      expect(found.code).toBe(1);
      expect(found.stdout).toContain(`
BUMP   WHAT                 ROWS  SHARE
major  durationMs: changed   283  70.8%

~ "i-1-c-0002"  durationMs 88 -> 30

needs major (declared: 1.0.1, live: 1.0.0): not enough: declare a new major beside 1.0.0, or publish 1.0.1 as a correction
`);
      const corrected = await run(folding("1.0.1", capped), ...args, "--correction", "it was not capped");
      expect(corrected).toMatchObject({
        code: 0,
        stdout: expect.stringContaining("as a correction: it was not capped") as string,
      });
    },
    TIMEOUT,
  );

  it(
    "diff takes the rows of newly consumed events as minor, in JSON too",
    async () => {
      const found = await run(deployed, "diff", PRODUCT, "--json");
      expect(found.code).toBe(0);
      expect(JSON.parse(found.stdout)).toMatchObject({
        ...{ needs: "minor", problem: null, newTypes: ["MODEL_DEPLOYED"], events: 402 },
        findings: [{ bump: "minor", what: "rows added, by MODEL_DEPLOYED", rows: 2, of: 402 }],
        samples: [{ kind: "ADDED" }, { kind: "ADDED" }],
      });
    },
    TIMEOUT,
  );

  it(
    "check shows what the rows need beside what the code tells; the larger counts, unless they decide",
    async () => {
      const place = ["--contracts", contracts()];
      const both = await run(folding("1.0.1", same), "check", PRODUCT, ...place);
      expect(both.stdout).toBe(
        `FAILED ${PRODUCT} 1.0.0 -> 1.0.1: needs a major bump, declares a patch bump
       major  fold 1 of INFERENCE_RECORDED: changed: values may change (every one)
       patch  rows: nothing differs; computed from 400 events at position 400
       ! a major bump is needed and patch declared: declare a new major beside 1.0.0, or undo what is major
       > values of fields that were there may change: begin a major version, or, if they were wrong, declare a patch
       > and publish it as a correction: datamesh publish ${PRODUCT} --correction REASON
       > the rows that are there need a patch bump only; --by-data lets them decide, for those to come too
`,
      );
      expect(both.code).toBe(1);
      const alone = await run(folding("1.0.1", same), "check", PRODUCT, "--no-database", ...place);
      expect(alone.stdout).not.toContain("rows");
      expect(await run(folding("1.0.1", same), "check", PRODUCT, "--by-data", ...place)).toMatchObject({
        code: 0,
      });
      expect(await run(folding("1.0.1", capped), "check", PRODUCT, "--by-data", ...place)).toMatchObject({
        code: 1,
      });
      expect(await run("{}", "check", PRODUCT, ...place)).toEqual({
        code: 0,
        stdout: `ok     ${PRODUCT} 1.0.0: as published\n`,
        stderr: "",
      });
    },
    TIMEOUT,
  );

  it(
    "publish lets the rows decide too, and the contract says so",
    async () => {
      const published = await run(
        folding("1.0.1", same),
        "publish",
        PRODUCT,
        "--by-data",
        "--contracts",
        contracts(),
      );
      expect(published.code).toBe(0);
      const file = join(contracts(), "model-inferences", "1.0.1.json");
      expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
        releasedAs: {
          bump: "patch",
          changes: [
            "fold 1 of INFERENCE_RECORDED: changed: values may change (every one); the rows decide",
            "rows: nothing differs; computed from 400 events at position 400",
          ],
        },
      });
    },
    TIMEOUT,
  );

  it(
    "none of it changes what is live, and the catalog tells of every diff",
    async () => {
      const token = await mesh?.token("frontend");
      const answer = await mesh?.ask(
        token,
        `{ dataProduct(name: "model-inferences", major: 1) { version replays(first: 50) { kind result reason } } }`,
      );
      expect(answer?.body.data).toMatchObject({
        dataProduct: {
          version: "1.0.0",
          replays: expect.arrayContaining([
            { kind: "DIFF", result: "DIFFERENT", reason: "1.1.0 after 1.0.0 needs minor" },
          ]) as unknown,
        },
      });
      const url = (await run("{}", "db", "url")).stdout.trim();
      const database = openDatabase(url, { max: 1 });
      const left = await database.query({
        text: "select generation from models_store.checkpoints union all select 0 from pg_tables where tablename ~ '_g(0|99999)$'",
      });
      await database.end();
      expect(left).toEqual([{ generation: "1" }]);
    },
    TIMEOUT,
  );
});
