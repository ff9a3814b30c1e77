import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommandResult, datamesh } from "../support/meshProcess.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const PRODUCT = "model-inferences@1";

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
    return datamesh([...args, "--contracts", contracts()], { DATAMESH_CONFIG: config });
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
