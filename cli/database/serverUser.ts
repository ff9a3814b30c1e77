import { MeshError } from "@datamesh/kernel";
import { runProgram, type ProgramResult } from "./runProgram.ts";

/** The system user a server started by root runs as. */
export type ServerUser = { readonly name: string; readonly uid: number; readonly gid: number };

export type ServerUserOptions = {
  readonly uid?: number | undefined;
  readonly run?: (file: string, args: readonly string[]) => Promise<ProgramResult>;
};

const NAME = "postgres";

/**
 * The user PostgreSQL must run as: `undefined` (ourselves) unless we are root, which PostgreSQL refuses. For
 * root it is the system user `postgres`, created without a login where there is none. Fails with UNAVAILABLE
 * when it can be neither found nor created.
 */
export async function serverUser(options: ServerUserOptions = {}): Promise<ServerUser | undefined> {
  const { uid = process.getuid?.(), run = runProgram } = options;
  if (uid !== 0) return undefined;
  const found = await findUser(run);
  if (found) return found;
  const problem = await createUser(run);
  const created = await findUser(run);
  if (created) return created;
  throw new MeshError(
    "UNAVAILABLE",
    `PostgreSQL refuses to run as root, and the system user "${NAME}" can be neither found nor created. ` +
      `Run datamesh as an ordinary user, create the user "${NAME}", or set DATABASE_URL to a server of your own.`,
    { problem },
  );
}

type Run = NonNullable<ServerUserOptions["run"]>;

async function findUser(run: Run): Promise<ServerUser | undefined> {
  const [uid, gid] = await Promise.all([numberOf(run, "-u"), numberOf(run, "-g")]);
  return uid && gid ? { name: NAME, uid, gid } : undefined;
}

/** `id` rather than /etc/passwd: users may come from a directory server. */
async function numberOf(run: Run, flag: "-u" | "-g"): Promise<number | undefined> {
  const { code, output } = await run("id", [flag, NAME]);
  return code === 0 && /^\d+\s*$/.test(output) ? Number(output) : undefined;
}

async function createUser(run: Run): Promise<string> {
  try {
    const group = await run("groupadd", ["--system", "--force", NAME]);
    const flags = ["--system", "--gid", NAME, "--no-create-home", "--home-dir", "/nonexistent"];
    const user = await run("useradd", [...flags, "--shell", "/usr/sbin/nologin", NAME]);
    return (group.output + user.output).trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
