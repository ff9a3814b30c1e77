import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { datamesh } from "../support/meshProcess.ts";

describe("datamesh new", () => {
  let home: string;
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), "datamesh-new-"))));
  afterEach(() => rm(home, { recursive: true }));

  it("tells a script what it would make, and makes nothing", async () => {
    const args = ["new", "product", "branch-offices", "--context", "lending", "--dry-run", "--json"];
    const { code, stdout, stderr } = await datamesh(args, {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({
      dryRun: true,
      created: ["subgraphs/lending/branchOffices.ts", "subgraphs/lending/branchOffices.spec.ts"],
      changed: ["subgraphs/lending/events.ts", "subgraphs/lending/index.ts"],
      byHand: [],
    });
    // Nothing stands in the way of making it afterwards.
    expect((await datamesh(args, {})).code).toBe(0);
  });

  it.each([
    [["product", "loan-officers", "--context", "lending"], "there is a product loan-officers already"],
    [["product", "branch-offices", "--context", "bakery"], 'there is no context "bakery"; there is'],
    [["product", "branch-offices"], "required option '--context <name>'"],
    [["context", "lending"], "there is a context lending already"],
    [["context", "fleet", "--packages", "."], "--packages goes with --standalone"],
  ])("refuses %j with exit code 2", async (args, why) => {
    const { code, stdout, stderr } = await datamesh(["new", ...args, "--json"], {});
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(why);
  });

  it("makes a repository of its own only where there is nothing", async () => {
    await writeFile(join(home, "kept.txt"), "kept");
    const args = ["new", "context", "fleet", "--standalone", home];
    expect(await datamesh(args, {})).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`${home} is not empty`) as string,
    });
    expect(await readdir(home)).toEqual(["kept.txt"]);
  });

  it("says which packages it misses", async () => {
    const args = ["new", "context", "fleet", "--standalone", join(home, "fleet"), "--packages", home];
    expect(await datamesh(args, {})).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /has no datamesh-kernel-\S+\.tgz and no datamesh-\S+\.tgz: npm run packages -- DIR/,
      ) as string,
    });
    expect(await readdir(home)).toEqual([]);
  });
});
