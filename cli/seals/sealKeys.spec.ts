import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findSealKey, openSealKey } from "./sealKeys.ts";
import { makeSealsDirectory } from "./sealsFiles.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "datamesh-seal-key-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

it("a key is made once, for its owner's eyes, by whoever comes first", async () => {
  const config = { dataDir, sealKeys: {} };
  expect(await findSealKey(config, "models")).toBeUndefined();
  const keys = await Promise.all(["models", "lending", "models"].map((each) => openSealKey(config, each)));
  expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
  expect((await stat(join(dataDir, "seal-key"))).mode & 0o777).toBe(0o600);
  expect((await findSealKey(config, "models"))?.publicKey).toBe(keys[0]?.publicKey);
});

it("a key that is set is used before that of the data directory, which is not made for it", async () => {
  const config = { dataDir, sealKeys: { DATAMESH_SEAL_KEY_MODELS: "A".repeat(43) } };
  const { publicKey } = await openSealKey(config, "models");
  expect(await findSealKey({ dataDir, sealKeys: {} }, "models")).toBeUndefined();
  expect((await openSealKey(config, "lending")).publicKey).not.toBe(publicKey);
});

it("a file that holds no key is not replaced, and not shown", async () => {
  await writeFile(join(dataDir, "seal-key"), "not a key");
  await expect(openSealKey({ dataDir, sealKeys: {} }, "models")).rejects.toMatchObject({
    code: "BAD_USER_INPUT",
    message: expect.not.stringContaining("not a key"),
  });
  expect(await readFile(join(dataDir, "seal-key"), "utf8")).toBe("not a key");
});

it("the directory of seals is refused where a link leads into the database's", async () => {
  await mkdir(join(dataDir, "postgres", "inside"), { recursive: true });
  await symlink(join(dataDir, "postgres", "inside"), join(dataDir, "seals"));
  const config = { dataDir, seals: join(dataDir, "seals") };
  await expect(makeSealsDirectory(config)).rejects.toThrow("is a link into the database's own directory");
  await expect(makeSealsDirectory({ ...config, seals: join(dataDir, "elsewhere") })).resolves.toBeUndefined();
});
