import { chmod, mkdtemp, open, realpath, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../../cli/database/runProgram.ts";
import { errorCode } from "../../../cli/database/index.ts";
import type { TemporaryHome } from "../../e2e/embedded-postgres/temporaryHome.ts";
import { stopAnyServer } from "../stopAnyServer.ts";

/** A file system of its own that can be filled and freed: Linux's tmpfs. */
export interface SmallDisk extends TemporaryHome {
  /** Fills it but for so many bytes. */
  fill(leaveBytes: number): Promise<void>;
  /** Gives back what `fill` took. */
  free(): Promise<void>;
}

const MIB = 2 ** 20;
const BALLAST = "ballast";

/** Why none can be made here; nothing if one can. */
export async function noSmallDisk(): Promise<string | undefined> {
  if (process.platform !== "linux") return "a small file system of one's own takes Linux";
  if (process.getuid?.() !== 0) return "mounting a small file system takes root";
  try {
    await (await mountSmallDisk(1)).remove();
    return undefined;
  } catch (error) {
    return `a small file system cannot be mounted: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Mounts one in a temporary directory. Needs the right to mount. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "datamesh-e2e-disk-")));
  const { code, output } = await runProgram("mount", [
    "-t",
    "tmpfs",
    "-o",
    `size=${mebibytes}m`,
    "tmpfs",
    path,
  ]);
  if (code !== 0) {
    await rm(path, { recursive: true, force: true });
    throw new Error(output.trim());
  }
  await chmod(path, 0o711);
  const postgres = join(path, "postgres");
  const ballast = join(path, BALLAST);
  return {
    path,
    postgres,
    fill: (leaveBytes) => fill(ballast, leaveBytes),
    free: () => rm(ballast, { force: true }),
    remove: async () => {
      await stopAnyServer(postgres);
      await runProgram("umount", [path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function fill(file: string, leaveBytes: number): Promise<void> {
  const handle = await open(file, "a");
  let written = 0;
  try {
    for (const size of [MIB, 4_096]) written += await writeUntilFull(handle, size);
  } finally {
    await handle.close();
  }
  if (leaveBytes > 0) await truncate(file, Math.max(0, written - leaveBytes));
}

async function writeUntilFull(handle: Awaited<ReturnType<typeof open>>, size: number): Promise<number> {
  const piece = Buffer.alloc(size);
  for (let written = 0; ;) {
    try {
      written += (await handle.write(piece)).bytesWritten;
    } catch (error) {
      if (errorCode(error) === "ENOSPC") return written;
      throw error;
    }
  }
}
