import { readFile } from "node:fs/promises";
import { errorCode } from "./errorCode.ts";
import { readPostmaster, type Postmaster } from "./postmasterFile.ts";
import { runProgram } from "./runProgram.ts";

/** The live server of this data directory, whoever started it and in whatever status it is. */
export async function findPostmaster(directory: string): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(directory);
  return postmaster && (await isPostmasterOf(postmaster.pid, directory)) ? postmaster : undefined;
}

/**
 * Whether this process is the server of this directory. A live pid alone proves nothing: after a reboot it may
 * be anyone's, and after a kill it may be a zombie. The command line does, as we always start with `-D`.
 */
export async function isPostmasterOf(pid: number, directory: string): Promise<boolean> {
  if (process.platform !== "linux") return (await commandLine(pid)).includes(`-D ${directory} `);
  const args = await readFile(`/proc/${pid}/cmdline`, "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ESRCH") return "";
    throw error;
  });
  return args.includes(`\0-D\0${directory}\0`);
}

async function commandLine(pid: number): Promise<string> {
  const { output } = await runProgram("ps", ["-ww", "-o", "args=", "-p", String(pid)]);
  return `${output.trim()} `;
}
