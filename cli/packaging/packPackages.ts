import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isPacked } from "./isPacked.ts";
import { PACKED, packedManifest } from "./packedManifest.ts";

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Packs `@datamesh/kernel` and `datamesh` with `npm pack` into a directory, as they would be published; answers the
 * names of the files. Sources go in as they are, and tsx runs them where they are installed; the browser application goes
 * in as it was built.
 */
export async function packPackages(directory: string): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true });
  const staged = await mkdtemp(join(tmpdir(), "datamesh-package-"));
  try {
    for (const name of PACKED) {
      const filter = (path: string): boolean => isPacked(relative(REPOSITORY, path));
      await cp(join(REPOSITORY, name), join(staged, name), { recursive: true, filter });
    }
    await writeFile(join(staged, "package.json"), `${JSON.stringify(packedManifest(), null, 2)}\n`);
    const args = ["pack", "--json", "--pack-destination", directory, join(REPOSITORY, "kernel"), staged];
    const { stdout } = await run("npm", args, { cwd: REPOSITORY });
    return (JSON.parse(stdout) as readonly { readonly filename: string }[]).map(({ filename }) => filename);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}
