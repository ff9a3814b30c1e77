import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDataDirectory } from "../database/index.ts";
import { requireMesh } from "./requireMesh.ts";

describe("a command that asks about a mesh", () => {
  let dataDir: string;
  beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), "datamesh-none-"))));
  afterEach(() => rm(dataDir, { recursive: true }));
  const required = (databaseUrl?: string) => requireMesh({ databaseUrl, dataDir });

  it("is refused where none was ever started, and leaves nothing there", async () => {
    await expect(required()).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: `there is no mesh in ${dataDir}: start one with npm start, or set DATAMESH_DATA_DIR`,
    });
    expect(await readdir(dataDir)).toEqual([]);
  });

  it("is not refused with a database of one's own", async () => {
    await expect(required("postgres://somewhere/mesh")).resolves.toBeUndefined();
  });

  it("is not refused where a mesh was started, or is being started", async () => {
    const lock = await lockDataDirectory(dataDir);
    await expect(required()).resolves.toBeUndefined();
    if (lock.ok) await lock.release();
    await expect(required()).rejects.toThrow("there is no mesh");
    await mkdir(join(dataDir, "postgres"));
    await writeFile(join(dataDir, "postgres", "PG_VERSION"), "17");
    await expect(required()).resolves.toBeUndefined();
  });
});
