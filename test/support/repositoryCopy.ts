import { chmod, cp, mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stopAnyServer } from "./stopAnyServer.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** What guides change, and nothing that is large or made again. */
const LEFT_OUT = new Set([".git", ".datamesh", "node_modules", "dist", "coverage"]);

/** A copy of this repository in which files can be made and commands run. */
export interface RepositoryCopy {
  readonly directory: string;
  remove(): Promise<void>;
}

/** Makes one. Installed packages are linked; those that are in the repository itself are the copy's own. */
export async function copyRepository(): Promise<RepositoryCopy> {
  const home = await mkdtemp(join(tmpdir(), "datamesh-copy-"));
  await chmod(home, 0o711); // the database's user passes through it
  const directory = join(home, "datamesh");
  await mkdir(join(directory, "node_modules"), { recursive: true });
  for (const name of await readdir(REPOSITORY)) {
    if (!LEFT_OUT.has(name)) await cp(join(REPOSITORY, name), join(directory, name), { recursive: true });
  }
  await linkPackages(join(REPOSITORY, "node_modules"), join(directory, "node_modules"));
  return {
    directory,
    remove: async () => {
      await stopAnyServer(join(directory, ".datamesh", "postgres")).catch(() => undefined);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function linkPackages(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (name !== "@datamesh" && name !== ".bin") await symlink(join(from, name), join(to, name));
  }
  await mkdir(join(to, "@datamesh"));
  for (const workspace of ["kernel", "cli"]) {
    await symlink(join("..", "..", workspace), join(to, "@datamesh", workspace));
  }
  await mkdir(join(to, ".bin"));
  for (const program of await readdir(join(from, ".bin"))) {
    const own = program === "datamesh" ? "../@datamesh/cli/bin/datamesh.js" : join(from, ".bin", program);
    await symlink(own, join(to, ".bin", program));
  }
}
