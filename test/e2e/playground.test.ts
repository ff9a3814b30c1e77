import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";

describe("the playground in a browser", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(mesh.url))
        foreign.push(request.url());
    });
    await page.goto(`${mesh.url}/playground`);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await mesh?.stop();
    await directory?.remove();
  });

  it("asks for a token first", async () => {
    await expect(page.getByText("Paste an access token").isVisible()).resolves.toBe(true);
  });

  it("runs an example query with the token, and shows the answer", async () => {
    await page.getByLabel("Access token").fill(await mesh.token("analyst"));
    await page.getByLabel("Access token").press("Enter");
    await page.getByLabel("Example").selectOption({ index: 1 });
    await page.locator(".graphiql-execute-button").click();
    await page.locator(".result-window").getByText("credit-oracle").first().waitFor();
    const answer = await page.locator(".result-window").innerText();
    expect(answer).toContain("customerCreditScoresV2");
  });

  it("fills the window with the editor, with and without a hint above it", async () => {
    const box = await page.locator(".graphiql-container").boundingBox();
    expect(box!.y + box!.height).toBeCloseTo(800, -1);
  });

  it("keeps the token out of every storage and leaves the machine for nothing", async () => {
    const stored = await page.evaluate(
      "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])",
    );
    expect(stored).not.toContain("eyJ");
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
