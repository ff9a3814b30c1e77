import type { Browser } from "playwright-core";
import { startBrowser } from "./browser.ts";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "./meshProcess.ts";

/** A mesh and a browser. */
export interface MeshAndBrowser {
  readonly mesh: () => MeshProcess;
  readonly dataDirectory: () => string;
  readonly browser: () => Browser;
}

/** Starts one of each for the tests of the block that calls this. */
export function meshAndBrowser(): MeshAndBrowser {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let browser: Browser;
  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await mesh?.stop();
    await directory?.remove();
  });
  return { mesh: () => mesh, dataDirectory: () => directory.path, browser: () => browser };
}
