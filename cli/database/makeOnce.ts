import { link, rm, writeFile } from "node:fs/promises";
import { directoryProblem } from "./directoryProblem.ts";
import { errorCode } from "./errorCode.ts";

/**
 * Makes a secret file (0600) unless it is there already: it appears whole or not at all, and of processes that race to
 * make it one wins. Fails with BAD_USER_INPUT when it cannot be made.
 */
export async function makeOnce(
  file: string,
  content: string,
  random: (bytes: number) => Buffer,
): Promise<void> {
  const draft = `${file}.${random(6).toString("hex")}`;
  try {
    await writeFile(draft, content, { flag: "wx", mode: 0o600, flush: true });
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw directoryProblem(file, error);
  } finally {
    await rm(draft, { force: true });
  }
}
