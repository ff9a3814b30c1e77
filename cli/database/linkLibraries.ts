import { readFile, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { z } from "@datamesh/kernel";
import { errorCode } from "./errorCode.ts";

const LINKS = z.array(z.object({ source: z.string(), target: z.string() }));

type Link = z.infer<typeof LINKS>[number];

/**
 * Makes the symbolic links listed in a platform package's `native/pg-symlinks.json`. npm packages cannot carry
 * links, and the package's own install script, which makes them, does not run under `--ignore-scripts`.
 */
export async function linkLibraries(packageDirectory: string): Promise<void> {
  const list = await readFile(join(packageDirectory, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = LINKS.parse(JSON.parse(list));
  await Promise.all(links.map((link) => makeLink(packageDirectory, link)));
}

async function makeLink(packageDirectory: string, { source, target }: Link): Promise<void> {
  try {
    await symlink(relative(dirname(target), source), join(packageDirectory, target));
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}
