import { realpath } from "node:fs/promises";
import { requireConnection, superuserUrl } from "./connect.ts";
import { errorCode } from "./errorCode.ts";
import { findPostmaster } from "./findPostmaster.ts";

export type RunningServerOptions = { readonly directory: string; readonly superuserPassword: string };

/**
 * The superuser's connection string of the server that already runs on this data directory, or `undefined`
 * when none does. Starts and stops nothing. Fails with BAD_USER_INPUT when the password is not the server's
 * or the directory is another user's.
 */
export async function findRunningServer(options: RunningServerOptions): Promise<string | undefined> {
  const directory = await realpath(options.directory).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });
  const postmaster = directory === undefined ? undefined : await findPostmaster(directory);
  if (directory === undefined || postmaster?.status !== "ready") return undefined;
  const url = superuserUrl(postmaster.port, options.superuserPassword);
  await requireConnection(url, directory);
  return url;
}
