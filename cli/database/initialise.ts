import { chown, mkdir, mkdtemp, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { MeshError } from "@datamesh/kernel";
import { directoryProblem, saysDiskFull } from "./directoryProblem.ts";
import { errorCode } from "./errorCode.ts";
import type { PlatformBinaries } from "./platformBinaries.ts";
import { runProgram } from "./runProgram.ts";
import type { ServerUser } from "./serverUser.ts";

export type Initialisation = {
  readonly directory: string;
  readonly binaries: PlatformBinaries;
  readonly user: ServerUser | undefined;
  readonly superuserPassword: string;
};

const MARKER = "made-by-datamesh";

/**
 * Makes a new data directory: UTF-8, locale C (text compares by its bytes), scram-sha-256, page checksums. It
 * is made elsewhere and renamed when whole, so whatever is killed, `directory` is complete or absent. Fails
 * with UNAVAILABLE when `initdb` does.
 */
export async function initialise(options: Initialisation): Promise<void> {
  await wipeUnfinished(options.directory);
  // A new name each time: a killed run's initdb may still be writing.
  const staging = await mkdtemp(stagingPrefix(options.directory)).catch((error: unknown) => {
    throw directoryProblem(options.directory, error);
  });
  try {
    await writeFile(join(staging, MARKER), "An unfinished database directory. Removed at the next start.\n");
    await runInitdb(staging, options);
    await rename(join(staging, "cluster"), options.directory);
    await flush(dirname(options.directory));
  } catch (error) {
    throw directoryProblem(options.directory, error);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function stagingPrefix(directory: string): string {
  return `${directory}.new-`;
}

async function runInitdb(staging: string, options: Initialisation): Promise<void> {
  const { binaries, user, superuserPassword } = options;
  const cluster = join(staging, "cluster");
  const passwordFile = join(staging, "password");
  await mkdir(cluster, { mode: 0o700 });
  await writeFile(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
  if (user)
    await Promise.all([staging, cluster, passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const form = ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256", "--no-instructions"];
  const args = ["--pgdata", cluster, "--username=postgres", `--pwfile=${passwordFile}`, ...form];
  const { code, output } = await runProgram(binaries.initdb, args, user);
  if (code === 0) return;
  const lines = output.replaceAll(superuserPassword, "***").trimEnd().split("\n").slice(-20);
  const why = saysDiskFull(lines) ? " The disk is full: make room there." : "";
  throw new MeshError("UNAVAILABLE", `PostgreSQL could not make its data directory.${why}`, {
    output: lines,
  });
}

/** What earlier runs left half made. Only a directory that carries our marker, or is empty, is proven to be that. */
async function wipeUnfinished(directory: string): Promise<void> {
  const prefix = basename(stagingPrefix(directory));
  const siblings = await readdir(dirname(directory));
  for (const name of siblings.filter((sibling) => sibling.startsWith(prefix))) {
    const unfinished = join(dirname(directory), name);
    const entries = await readdir(unfinished).catch(() => undefined);
    if (entries?.length === 0 || entries?.includes(MARKER)) await wipe(unfinished);
  }
}

/** An orphaned initdb may add files while we remove them; then the next start finishes the removal. */
async function wipe(directory: string): Promise<void> {
  try {
    await rm(directory, { recursive: true, force: true });
  } catch (error) {
    if (errorCode(error) !== "ENOTEMPTY") throw error;
  }
}

async function flush(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
