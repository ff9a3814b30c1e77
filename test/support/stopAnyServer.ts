import { findPostmaster } from "../../cli/database/findPostmaster.ts";
import { platformBinaries } from "../../cli/database/platformBinaries.ts";
import { serverUser } from "../../cli/database/serverUser.ts";
import { stopPostmaster } from "../../cli/database/stopPostmaster.ts";

/** Stops whatever server runs on a data directory, if one does, without its password. */
export async function stopAnyServer(directory: string): Promise<void> {
  const postmaster = await findPostmaster(directory);
  if (!postmaster) return;
  const [binaries, user] = await Promise.all([platformBinaries(), serverUser()]);
  await stopPostmaster({ directory, binaries, user, pid: postmaster.pid });
}
