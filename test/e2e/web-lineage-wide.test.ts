import { setTimeout } from "node:timers/promises";
import { eachWebPage } from "../support/eachWebPage.ts";
import { meshDatabase } from "../support/meshDatabase.ts";
import { registerWideCatalog } from "../support/wideCatalog.ts";
import { WIDE_HUB } from "../support/wideContexts.ts";

describe("lineage of a hub that 999 products come from", () => {
  const { web, dataDirectory, mesh } = eachWebPage();
  beforeAll(async () => {
    await registerWideCatalog(await meshDatabase(dataDirectory()));
    const token = await mesh().token("analyst");
    while ((await nodesOfHub(token)) < 1_000) await setTimeout(500);
  }, 180_000);
  /** The catalog learns what was registered as any product does: by projecting it. */
  const nodesOfHub = async (token: string): Promise<number> => {
    const { body } = await mesh().ask(
      token,
      '{ dataProduct(name: "parties") { lineage(direction: DOWNSTREAM) { nodes { id } } } }',
    );
    const found = body.data?.["dataProduct"] as { lineage: { nodes: readonly unknown[] } } | null | undefined;
    return found?.lineage.nodes.length ?? 0;
  };

  it("is one request, folded at first, and stays usable when all of it is unfolded", async () => {
    const { page, open } = web();
    await open("/catalog?q=parties");
    await page.getByRole("link", { name: "Parties" }).waitFor();
    const asked: string[] = [];
    page.on("request", (request) => {
      const body = request.postData() ?? "";
      if (/\blineage\b/.test(body) && request.url() === `${mesh().url}/graphql`) asked.push(body);
    });
    await page.goto(`${mesh().url}/products/${WIDE_HUB}/lineage`);
    await page.getByRole("application", { name: new RegExp(`^Lineage of ${WIDE_HUB}`) }).waitFor();
    await page.getByText("999 downstream").waitFor();
    await page.getByRole("button", { name: /^Show \d+ more downstream of parties@1/ }).waitFor();
    const picture = await page.evaluate<number>(
      "performance.getEntriesByName('lineage:first-picture')[0]?.duration ?? -1",
    );
    expect(asked).toHaveLength(1);
    expect(picture).toBeGreaterThan(0);
    tell(`first picture ${Math.round(picture)} ms after the answer`);

    const startedAt = performance.now();
    await page.getByRole("button", { name: "Expand all" }).click();
    await page.getByText(/1,00\d nodes shown/).waitFor();
    tell(`all unfolded after ${Math.round(performance.now() - startedAt)} ms`);
    // Only what is in view is drawn.
    expect(await page.getByRole("application").getByRole("link").count()).toBeLessThan(400);
    await page.getByText("Table", { exact: true }).click();
    await page.getByRole("treegrid").getByRole("row").nth(3).waitFor();
    expect(asked).toHaveLength(1);
  }, 120_000);
});

/** Figures are told and not asserted: they are this machine's. */
const tell = (line: string): void => void process.stdout.write(`    ${line}\n`);
