import type { Browser } from "playwright-core";
import { startBrowser } from "./browser.ts";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "./meshProcess.ts";
import { openWebPage, type WebPage } from "./webPage.ts";

/** What a test of pages needs: one mesh and one browser for all tests of a file, and a page of its own for each. */
export interface PageBench {
  readonly mesh: () => MeshProcess;
  readonly dataDirectory: () => string;
  readonly web: () => WebPage;
}

/** Starts them for the tests of the block that calls this. A test fails if its page complains or asks elsewhere. */
export function eachWebPage(): PageBench {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let browser: Browser;
  let web: WebPage;
  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    browser = await startBrowser();
  }, 120_000);
  beforeEach(async () => {
    web = await openWebPage(browser, mesh.url);
  });
  afterEach(async () => {
    await web.page.context().close();
    expect(web.complaints).toEqual([]);
    expect(web.foreign).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await mesh?.stop();
    await directory?.remove();
  });
  return { mesh: () => mesh, dataDirectory: () => directory.path, web: () => web };
}
