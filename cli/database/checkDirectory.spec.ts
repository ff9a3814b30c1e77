import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDirectory, resolveDirectory, shellSafe } from "./checkDirectory.ts";

let home: string;
let directory: string;

beforeEach(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "datamesh-directory-")));
  directory = join(home, "postgres");
});
afterEach(() => rm(home, { recursive: true }));

test("a directory that is missing or empty may be initialised", async () => {
  expect(await checkDirectory(directory, undefined)).toBe("absent");
  await mkdir(directory);
  expect(await checkDirectory(directory, undefined)).toBe("absent");
});

test("a data directory of our version is ready", async () => {
  await mkdir(directory);
  await writeFile(join(directory, "PG_VERSION"), "18\n");
  expect(await checkDirectory(directory, undefined)).toBe("ready");
});

test.each([
  ["of another version", "PG_VERSION", "17\n", /PostgreSQL 17, this is 18/],
  ["of something else", "photo.jpg", "", /not a PostgreSQL data directory/],
])("a directory %s is refused", async (_, file, content, reason) => {
  await mkdir(directory);
  await writeFile(join(directory, file), content);
  const refused = checkDirectory(directory, undefined);
  await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT", details: { directory } });
  await expect(refused).rejects.toThrow(reason);
});

test("a directory of another user than the server's is refused", async () => {
  await mkdir(directory);
  await writeFile(join(directory, "PG_VERSION"), "18\n");
  const stranger = { name: "postgres", uid: 4_000_000, gid: 4_000_000 };
  await expect(checkDirectory(directory, stranger)).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
});

test("a directory is known by its real path, also before it exists", async () => {
  await mkdir(join(home, "disk"));
  await symlink(join(home, "disk"), join(home, "link"));
  expect(await resolveDirectory(join(home, "link", "new", "postgres"))).toBe(join(home, "disk/new/postgres"));
  expect(await resolveDirectory(join(home, "link"))).toBe(join(home, "disk"));
});

test.each(["/srv/$HOME", "/srv/`id`", '/srv/"', "/srv/\\", "/srv/\n"])("the path %j is refused", (path) => {
  expect(() => shellSafe(path)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT" }));
});

test("blanks, quotes and other letters in a path are fine", () => {
  expect(shellSafe("/srv/it's my café/postgres")).toBe("/srv/it's my café/postgres");
});
