import { type MeshAndBrowser, meshAndBrowser } from "./meshAndBrowser.ts";
import { openWebPage, type WebPage } from "./webPage.ts";

/** What a test of pages needs: one mesh and one browser for all tests of a block, and a page of its own for each. */
export interface PageBench extends Omit<MeshAndBrowser, "browser"> {
  readonly web: () => WebPage;
}

/** Starts them for the tests of the block that calls this. A test fails if its page complains or asks elsewhere. */
export function eachWebPage(): PageBench {
  const { mesh, dataDirectory, browser } = meshAndBrowser();
  let web: WebPage;
  beforeEach(async () => {
    web = await openWebPage(browser(), mesh().url);
  });
  afterEach(async () => {
    await web.page.context().close();
    expect(web.complaints).toEqual([]);
    expect(web.foreign).toEqual([]);
  });
  return { mesh, dataDirectory, web: () => web };
}
