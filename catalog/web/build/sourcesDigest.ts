import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

const FILES = ["index.html", "editor.html", "vite.config.ts", "package.json"];
const FOLDERS = ["public", "src"];

/** A fingerprint of everything the application is built from, in folder `web`: the same sources, the same digest. */
export async function sourcesDigest(web: string): Promise<string> {
  const inFolders = await Promise.all(FOLDERS.map((folder) => filesIn(join(web, folder))));
  const files = [...FILES.map((file) => join(web, file)), ...inFolders.flat()];
  const hash = createHash("sha256");
  for (const file of files.toSorted()) {
    hash
      .update(`${relative(web, file)}\0`)
      .update(await readFile(file))
      .update("\0");
  }
  return hash.digest("hex");
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
