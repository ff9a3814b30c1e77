import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { carryOut } from "./carryOut.ts";
import type { Change } from "./plan.ts";

const asIs = async (source: string): Promise<string> => source;
const CREATE = [{ path: "new/deep/a.ts", content: "a\n" }];
const append: Change = { path: "list.ts", apply: (source) => `${source}a\n`, byHand: ["a"] };

describe("carrying out a plan", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "datamesh-scaffold-"));
    await writeFile(join(root, "list.ts"), "first\n");
  });
  afterEach(() => rm(root, { recursive: true }));

  const carry = (create = CREATE, change = [append], dryRun = false) =>
    carryOut({ create, change }, { root, dryRun, format: asIs });
  const list = (): Promise<string> => readFile(join(root, "list.ts"), "utf8");

  it("makes files and edits those that are there", async () => {
    expect(await carry()).toEqual({ created: ["new/deep/a.ts"], changed: ["list.ts"], byHand: [] });
    expect(await readFile(join(root, "new/deep/a.ts"), "utf8")).toBe("a\n");
    expect(await list()).toBe("first\na\n");
  });

  it("tells what to add by hand where a file is not as expected, or not there", async () => {
    const unrecognised = { ...append, apply: () => undefined };
    const { changed, byHand } = await carry(CREATE, [unrecognised, { ...append, path: "absent.ts" }]);
    expect(changed).toEqual([]);
    expect(byHand).toEqual([
      { path: "list.ts", add: ["a"] },
      { path: "absent.ts", add: ["a"] },
    ]);
    expect(await list()).toBe("first\n");
  });

  it("changes nothing in a dry run, and finds the same", async () => {
    expect(await carry(CREATE, [append], true)).toEqual({
      created: ["new/deep/a.ts"],
      changed: ["list.ts"],
      byHand: [],
    });
    expect(await readdir(root)).toEqual(["list.ts"]);
    expect(await list()).toBe("first\n");
  });

  it.each([true, false])("refuses to make a file that is there (dry run: %s)", async (dryRun) => {
    const create = [...CREATE, { path: "list.ts", content: "other\n" }];
    await expect(carry(create, [], dryRun)).rejects.toThrow("list.ts is there already");
    expect(await readdir(root)).toEqual(["list.ts"]);
    expect(await list()).toBe("first\n");
  });

  it("leaves nothing half done when a step fails", async () => {
    await mkdir(join(root, "taken.ts.new"), { recursive: true });
    await writeFile(join(root, "taken.ts"), "taken\n");
    await expect(carry(CREATE, [append, { ...append, path: "taken.ts" }])).rejects.toThrow("EISDIR");
    expect(await list()).toBe("first\n");
    expect((await readdir(root)).toSorted()).toEqual(["list.ts", "taken.ts", "taken.ts.new"]);
  });
});
