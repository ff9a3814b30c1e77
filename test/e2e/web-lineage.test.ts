import { eachWebPage } from "../support/eachWebPage.ts";

describe("lineage in the browser", () => {
  const { web } = eachWebPage();

  it("is followed two hops up and one down, in place, and the address keeps what was unfolded", async () => {
    const { page, open } = web();
    await open("/products/customer-credit-scores@2/lineage");
    const picture = page.getByRole("application", { name: /^Lineage of customer-credit-scores@2: 4 nodes/ });
    await picture.waitFor();
    const profiles = page.getByRole("link", { name: /^customer-profiles@1 product · customers/ });
    const before = await profiles.boundingBox();
    await page.getByRole("button", { name: "Show 1 more upstream of customer-profiles@1" }).click();
    const log = page.getByRole("button", { name: /^customers_events event log/ });
    await log.waitFor();
    const after = await profiles.boundingBox();
    expect([Math.abs(after!.x - before!.x), Math.abs(after!.y - before!.y)].every((moved) => moved < 2)).toBe(
      true,
    );
    await page.getByRole("button", { name: "Show 3 more upstream of model-inferences@1" }).click();
    await page.getByRole("button", { name: /^credit-oracle-v2\.1 model/ }).waitFor();
    await page.reload();
    await log.waitFor();
    await page.getByRole("button", { name: /^credit-oracle-v2\.1 model/ }).waitFor();
    await profiles.click();
    await page.waitForURL(/customer-profiles@1\/lineage/);
    await page.getByRole("link", { name: /^customer-credit-scores@2 product · credit-risk/ }).waitFor();
  });

  it("is walked by the keyboard: to the neighbour, unfolded, opened", async () => {
    const { page, open } = web();
    await open("/products/customer-credit-scores@2/lineage");
    await page.getByRole("link", { name: /^customer-credit-scores@2 product/ }).focus();
    await page.keyboard.press("ArrowLeft");
    const focused = () => page.evaluate<string>("document.activeElement?.getAttribute('aria-label') ?? ''");
    expect(await focused()).toMatch(/^(model-inferences@1|customer-profiles@1|credit_oracle_events) /);
    while (!(await focused()).startsWith("customer-profiles@1")) {
      const here = await focused();
      await page.keyboard.press("ArrowDown");
      if ((await focused()) === here) await page.keyboard.press("ArrowUp");
    }
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: /^customers_events event log/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/customer-profiles@1\/lineage/);
  });

  it("of a field lights its path, tells it in words, and Esc puts it out", async () => {
    const { page, open } = web();
    await open("/products/customer-credit-scores@2/schema");
    await page
      .getByRole("row", { name: /^segment/ })
      .getByRole("link", { name: "segment", exact: true })
      .first()
      .click();
    await page.waitForURL(/lineage\?.*field=segment/);
    await page.getByRole("heading", { name: "segment of customer-credit-scores@2" }).waitFor();
    await page.getByText(/the value of segment of/).waitFor();
    await page.getByText("CUSTOMER_REGISTERED.data.segment").first().waitFor();
    await page.keyboard.press("Escape");
    await page
      .getByRole("heading", { name: "segment of customer-credit-scores@2" })
      .waitFor({ state: "detached" });
    expect(page.url()).toMatch(/customer-credit-scores@2\/lineage/);
  });

  it("is the same as a table, and names who a change touches", async () => {
    const { page, open } = web();
    await open("/products/customer-profiles@1/lineage");
    await page.getByText("Table", { exact: true }).click();
    const table = page.getByRole("treegrid");
    await table.getByRole("row", { name: /customer-credit-scores@2/ }).waitFor();
    await table.getByRole("row", { name: /customers_events/ }).waitFor();
    const impact = page.getByRole("region", { name: "Impact" });
    await impact.getByText("customer-credit-scores@2").waitFor();
    expect(await impact.innerText()).toMatch(/credit-risk/);
  });
});
