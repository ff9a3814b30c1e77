import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryProblem } from "./directoryProblem.ts";
import { makeDirectory } from "./makeDirectory.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "datamesh-make-"));
});
afterEach(() => rm(home, { recursive: true }));

test("a directory is made with those above it, also by two at once, and again", async () => {
  const path = join(home, "a", "b", "c");
  await Promise.all([makeDirectory(path), makeDirectory(path)]);
  await makeDirectory(path);
  expect((await stat(path)).isDirectory()).toBe(true);
});

test("a file in the way is named", async () => {
  await writeFile(join(home, "file"), "");
  for (const path of ["file", "file/data"]) {
    await expect(makeDirectory(join(home, path))).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining(
        `${join(home, "file")} cannot be made: a file is in the way`,
      ) as unknown,
    });
  }
});

(process.platform === "linux" ? test : test.skip)(
  "a path where nothing can be made ends with a reason",
  async () => {
    await expect(makeDirectory("/proc/datamesh/data")).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining("/proc/datamesh cannot be made") as unknown,
    });
  },
);

test.each([
  ["ENOSPC", "the disk is full"],
  ["EROFS", "the file system is read-only"],
  ["EACCES", "it is not yours to write"],
])("%s says that %s", (code, reason) => {
  const cause = Object.assign(new Error("mkdir failed"), { code });
  const told = directoryProblem("/srv/data", cause);
  expect(told).toMatchObject({ code: "BAD_USER_INPUT", cause });
  expect((told as Error).message).toBe(
    `/srv/data cannot be made: ${reason}${code === "ENOSPC" ? ": make room there" : ""}. Set DATAMESH_DATA_DIR to a directory you may write to.`,
  );
});

test("a failure that has nothing to do with the directory stays what it is", () => {
  const cause = Object.assign(new Error("too many files"), { code: "EMFILE" });
  expect(directoryProblem("/srv/data", cause)).toBe(cause);
});
