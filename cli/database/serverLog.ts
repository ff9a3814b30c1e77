import { constants, open, readFile, rename, stat } from "node:fs/promises";
import { errorCode } from "./errorCode.ts";
import type { ServerUser } from "./serverUser.ts";

/** The log of one server: beside its data directory, so that it can be read when there is no data directory. */
export type ServerLog = {
  readonly file: string;
  /** The last lines written since `from` (bytes), which is what `size()` said then. */
  tail(from: number): Promise<readonly string[]>;
  size(): Promise<number>;
};

const LARGEST = 10 * 1024 * 1024;
const TAIL_LINES = 20;

/**
 * Opens `<directory>.log` for the server's user, 0600. A log beyond 10 MB becomes `<directory>.log.old`. Lines
 * of a tail never hold `secret`.
 */
export async function serverLog(
  directory: string,
  user: ServerUser | undefined,
  secret: string,
): Promise<ServerLog> {
  const file = `${directory}.log`;
  if ((await sizeOf(file)) > LARGEST) await rename(file, `${file}.old`);
  await openFor(file, user);
  return { file, size: () => sizeOf(file), tail: (from) => tailOf(file, from, secret) };
}

const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;

/** Through the open file, never through a link: as root, this gives the file away. */
async function openFor(file: string, user: ServerUser | undefined): Promise<void> {
  const handle = await open(file, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
  try {
    await handle.chmod(0o600);
    if (user) await handle.chown(user.uid, user.gid);
  } finally {
    await handle.close();
  }
}

async function tailOf(file: string, from: number, secret: string): Promise<readonly string[]> {
  const written = (await readFile(file)).subarray(from).toString("utf8");
  const lines = written.replaceAll(secret, "***").trimEnd().split("\n");
  return lines.slice(-TAIL_LINES);
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return 0;
    throw error;
  }
}
