import { readFile } from "node:fs/promises";
import type { FrameLocator, Page } from "playwright-core";
import { eachWebPage } from "../support/eachWebPage.ts";

const editorOf = (page: Page): FrameLocator => page.frameLocator('iframe[title="Query editor"]');
const run = (page: Page): Promise<void> =>
  editorOf(page)
    .getByRole("button", { name: /^Execute/ })
    .click();
/** Products by their titles, as the picker lists them. */
const choose = async (page: Page, ...titles: readonly string[]): Promise<void> => {
  await page.getByRole("button", { name: /^Products/ }).click();
  for (const title of titles)
    await page
      .getByRole("option", { name: new RegExp(`^${title}`) })
      .first()
      .click();
  await page.keyboard.press("Escape");
};

describe("the playground in the browser", () => {
  const { web, mesh } = eachWebPage();

  it("asks three subgraphs by an example, and tells of which products the answer is", async () => {
    const { page, open } = web();
    await open("/playground");
    await page.getByRole("button", { name: "Examples" }).click();
    await page.getByRole("button", { name: /Riskiest customers, across three contexts/ }).click();
    await editorOf(page).getByText("RiskiestCustomers").first().waitFor();
    await run(page);
    const result = page.getByRole("region", { name: "Result" });
    await result
      .getByText(/^5 rows in/)
      .first()
      .waitFor();
    for (const product of ["Customer Credit Scores", "Customer Profiles", "Model Inferences"])
      await result.getByRole("link", { name: product }).waitFor();
    const columns = await result.getByRole("columnheader").allInnerTexts();
    expect(columns).toEqual(expect.arrayContaining(["score", "customer.name", "inference.modelName"]));
  });

  it("explains what was masked, and another persona sees it unmasked", async () => {
    const { page, open } = web();
    await open("/playground?product=customer-profiles@1");
    await editorOf(page).getByText("nationalId").first().waitFor();
    await run(page);
    const result = page.getByRole("region", { name: "Result" });
    await result.getByRole("button", { name: "4 fields withheld" }).click();
    await result.getByText("the first letters of its words (initials)").waitFor();
    await result
      .getByText(/missing team customers or \(role compliance and purpose/)
      .first()
      .waitFor();
    await result.getByText("H. M.").first().waitFor();
    await page.getByLabel("Reading as").selectOption("owner");
    await run(page);
    await result.getByText("Hanna Moreau").first().waitFor();
    expect(await result.getByText(/fields? withheld/).count()).toBe(0);
  });

  it("exports what the table shows, as CSV", async () => {
    const { page, open } = web();
    await open("/playground?product=loan-applications@1");
    await editorOf(page).getByText("amountRequested").first().waitFor();
    await run(page);
    await page
      .getByText(/^10 rows in/)
      .first()
      .waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export CSV" }).click(),
    ]);
    const [header, ...lines] = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    expect(header).toMatch(/^applicationId,amountRequested,/);
    expect(lines).toHaveLength(10);
  });

  it("is denied, and told why and whom to ask", async () => {
    const { page, open } = web();
    await open("/playground");
    await choose(page, "Loan Officers");
    await editorOf(page).getByText("loanOfficersV1").first().waitFor();
    await run(page);
    const denial = page.getByRole("alert").filter({ hasText: "Denied." });
    await denial.getByText(/may be read by team lending or role compliance; ask lending/).waitFor();
    await denial.getByRole("link", { name: "Who may read loan-officers@1" }).click();
    await page.getByText("You may not read this product.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/products/loan-officers@1/access");
  });

  it("lets whoever leaves go, though the address is still behind what was written", async () => {
    const { page, open } = web();
    await open("/playground?product=model-inferences@1");
    await editorOf(page).getByText("modelInferencesV1").first().waitFor();
    await page.route("**/*", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await editorOf(page).locator(".monaco-editor").first().click();
    await page.keyboard.type("# left ");
    await page
      .getByRole("navigation", { name: "Pages", exact: true })
      .getByRole("link", { name: "Catalog" })
      .click();
    await page.getByRole("heading", { name: "Catalog" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/catalog");
  });

  it("shares a query by a link that carries no token, and keeps it through a sign-in", async () => {
    const { page, open } = web();
    const query = "query Shared($first: Int) { modelInferencesV1(first: $first) { nodes { modelName } } }";
    const search = new URLSearchParams({ query, variables: '{"first":3}' });
    await page.goto(`${mesh().url}/playground?${search.toString()}`);
    await page.getByRole("button", { name: "analyst" }).click();
    await editorOf(page).getByText("Shared").first().waitFor();
    await run(page);
    await page
      .getByText(/^3 rows in/)
      .first()
      .waitFor();
    expect(page.url()).not.toContain("eyJ");
    await open("/");
    const stored = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
    expect(stored).not.toContain("eyJ");
  });

  it("runs by the keyboard from wherever one is", async () => {
    const { page, open } = web();
    await open("/playground?product=model-inferences@1");
    await editorOf(page).getByText("modelInferencesV1").first().waitFor();
    await editorOf(page).locator(".monaco-editor").first().click();
    await page.keyboard.press("Control+Enter");
    await page
      .getByText(/^10 rows in/)
      .first()
      .waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Find or go to" }).waitFor();
    expect(await page.evaluate("document.activeElement?.getAttribute('role')")).toBe("combobox");
  });
});
