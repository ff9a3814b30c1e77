import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopAnyServer } from "../../support/stopAnyServer.ts";

/** A temporary place for one data directory, `<path>/postgres`; `remove()` stops what runs there and removes it. */
export type TemporaryHome = { readonly path: string; readonly postgres: string; remove(): Promise<void> };

/** Makes a home that the server's user can enter. */
export async function temporaryHome(): Promise<TemporaryHome> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "datamesh-e2e-")));
  await chmod(path, 0o711);
  const postgres = join(path, "postgres");
  const remove = async () => {
    await stopAnyServer(postgres);
    await rm(path, { recursive: true, force: true, maxRetries: 20 }); // an orphaned initdb may still be writing
  };
  return { path, postgres, remove };
}
