import { access, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sourcesDigest } from "./sourcesDigest.ts";

const WEB = fileURLToPath(new URL("..", import.meta.url));
const STAMP = join(WEB, "dist", "sources.sha256");

/** Builds the application into `dist`; with `--if-stale` only where that is not what its sources say. */
async function main(args: readonly string[]): Promise<void> {
  const ifStale = args.includes("--if-stale");
  if (ifStale && !(await canBuild())) return;
  const digest = await sourcesDigest(WEB);
  if (ifStale && digest === (await readFile(STAMP, "utf8").catch(() => ""))) return;
  const startedAt = performance.now();
  process.stderr.write("datamesh: building the pages of the catalog …\n");
  const { build } = await import("vite");
  await build({ root: WEB, configFile: join(WEB, "vite.config.ts"), logLevel: "warn" });
  await writeFile(STAMP, digest);
  process.stderr.write(`datamesh: built in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s\n`);
}

/** An installation without development packages is shipped built, and a partial copy has no sources. */
async function canBuild(): Promise<boolean> {
  try {
    createRequire(import.meta.url).resolve("vite/package.json");
    await access(join(WEB, "src"));
    return true;
  } catch {
    return false;
  }
}

await main(process.argv.slice(2));
