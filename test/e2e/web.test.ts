import { eachWebPage } from "../support/eachWebPage.ts";

describe("the catalog in the browser", () => {
  const { web, mesh } = eachWebPage();

  it("shows nothing before somebody is signed in, and no token outlives the page", async () => {
    const { page } = web();
    await page.goto(`${mesh().url}/products/customer-profiles@1`);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.getByText("Customer Profiles").count()).toBe(0);
    await page.getByRole("button", { name: "analyst" }).click();
    await page.getByRole("heading", { name: "Customer Profiles" }).waitFor();
    const stored = await page.evaluate(
      "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])",
    );
    expect(stored).toContain("analyst");
    expect(stored).not.toContain("eyJ");
  });

  it("finds a product by a word in a field's description, says where, and keeps the search in the address", async () => {
    const { page, open } = web();
    await open("/");
    await page.keyboard.type("residence");
    await page.waitForURL(/\/catalog\?q=residence/);
    const rows = page.getByRole("list", { name: "Products" });
    await rows.getByText("field country").first().waitFor();
    expect(await rows.locator("mark").first().innerText()).toBe("residence");
    await page
      .getByRole("link", { name: /^customers/ })
      .first()
      .click();
    await page.waitForURL(/context=customers/);
    await page.getByText("1 product for “residence”").waitFor();
    await page.reload();
    await page.getByText("1 product for “residence”").waitFor();
  });

  it("leads from a row to the product's SLA, by the keyboard alone", async () => {
    const { page, open } = web();
    await open("/catalog");
    await page.getByText("6 products").waitFor();
    await page.getByRole("link", { name: "Customer Credit Scores" }).first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Customer Profiles" }).waitFor();
    await page.getByRole("link", { name: "Overview" }).focus();
    for (const _ of [1, 2, 3]) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForURL(/customer-profiles@1\/sla/);
    const latency = page.getByRole("row", { name: /^Latency/ });
    await latency.waitFor();
    expect(await latency.innerText()).toMatch(/100 ms/);
    await page.keyboard.press("Escape");
    await page.waitForURL(/customer-profiles@1$/);
  });

  it("goes anywhere from the palette, and `/` leads to the search", async () => {
    const { page, open } = web();
    await open("/products/loan-applications@1");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Find or go to" }).waitFor();
    await page.keyboard.type("inferen");
    await page.getByRole("option", { name: /Model Inferences/, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Model Inferences" }).waitFor();
    await page.keyboard.press("/");
    await page.waitForURL(/\/catalog/);
    await page.getByRole("searchbox").waitFor();
    expect(await page.evaluate("document.activeElement?.getAttribute('type')")).toBe("search");
  });

  it("explains a masked field, and shows it unmasked to another persona or for a purpose", async () => {
    const { page, open } = web();
    await open("/products/customer-profiles@1/schema");
    const name = page.getByRole("row", { name: /^name/ });
    await name.getByText("A. L.").waitFor();
    expect(await name.innerText()).toMatch(
      /masked[\s\S]*missing team customers or \(role compliance and purpose/,
    );
    await page.getByLabel("Reading as").selectOption("owner");
    await name.getByText("Ada Lovelace").waitFor();
    await page.getByLabel("Reading as").selectOption("compliance");
    await name.getByText("A. L.").waitFor();
    await page.getByLabel("Purpose").selectOption("compliance");
    await name.getByText("Ada Lovelace").waitFor();
  });

  it("denies a product, says why and whom to ask", async () => {
    const { page, open } = web();
    await open("/catalog");
    await page.getByRole("link", { name: "Loan Officers" }).click();
    await page.getByRole("link", { name: "Access and privacy" }).click();
    await page.getByText("You may not read this product.").waitFor();
    await page.getByText("What is missing: team lending or role compliance.").waitFor();
    const ask = page.getByRole("link", { name: "Ask lending for access" });
    expect(await ask.getAttribute("href")).toMatch(/^mailto:lending@datamesh.example\?subject=Access/);
  });

  it("compares majors, and tells the proof of a replay", async () => {
    const { page, open } = web();
    await open("/products/customer-credit-scores@2/versions");
    await page.getByRole("heading", { name: "From 1.0.1 to 2.0.0" }).waitFor();
    const change = page.getByRole("row", { name: /fields\.confidence/ });
    expect(await change.innerText()).toMatch(/added\s+minor/);
    await page.getByRole("link", { name: "Replay" }).click();
    await page.getByText("Nobody has verified it yet.").waitFor();
    await page.getByText("npx datamesh verify customer-credit-scores@2 --deep").waitFor();
  });

  it("shows its own page where an address leads nowhere", async () => {
    const { page, open } = web();
    await open("/products/nothing@1");
    await page.getByText("There is nothing here").waitFor();
    const response = await page.goto(`${mesh().url}/nowhere`);
    expect(response?.status()).toBe(404);
    await page.getByText("There is nothing here").waitFor();
    web().complaints.length = 0; // the 404 itself is told there
  });

  it.each([
    ["/catalog?q=2024", "0 products for “2024”"],
    ["/catalog?owner=5&status=true", "0 products"],
    ["/products/customer-profiles@1/lineage?field=1&open=[[1]]", "Impact"],
    ["/products/customer-profiles@1/sla?window=[1]", "Promised and observed"],
    ["/playground?query=5&variables={}", "Nothing has been asked yet"],
  ])("takes %s as it is", async (path, shows) => {
    const { page, open } = web();
    await open(path);
    await page.getByText(shows).first().waitFor();
    expect(await page.getByText("cannot be shown").count()).toBe(0);
  });

  it("says so when the files of a page cannot be had, and goes on when they can", async () => {
    const { page, open } = web();
    await open("/products/customer-profiles@1");
    await page.route("**/assets/*Versions*", (route) => route.abort());
    await page.getByRole("link", { name: "Versions" }).click();
    await page.getByRole("heading", { name: "This page cannot be shown right now" }).waitFor();
    expect(await page.getByRole("navigation", { name: "Pages", exact: true }).isVisible()).toBe(true);
    await page.unroute("**/assets/*Versions*");
    await page.getByRole("button", { name: "Load it anew" }).click();
    await page.getByRole("heading", { name: "Majors" }).waitFor();
    web().complaints.length = 0; // the files that could not be had
  });

  it("says on an open page that the gateway is away, and since when it shows what it shows", async () => {
    const { page, open } = web();
    await page.clock.install();
    await open("/products/customer-profiles@1/sla");
    await page.getByRole("heading", { name: "Promised and observed" }).waitFor();
    await page.route("**/graphql", (route) => route.abort());
    await page.clock.fastForward("00:16");
    await page.clock.runFor(10_000);
    await page.getByText("The gateway does not answer. This is how it was").first().waitFor();
    expect(await page.getByRole("heading", { name: "Promised and observed" }).isVisible()).toBe(true);
    await page.unroute("**/graphql");
    await page.clock.runFor(20_000);
    await page.getByText("The gateway does not answer").first().waitFor({ state: "detached" });
    web().complaints.length = 0; // the requests that were cut off
  });

  it("signs out in every tab, and forgets what was written", async () => {
    const { page, open } = web();
    await open("/catalog");
    const other = await page.context().newPage();
    await other.goto(`${mesh().url}/products/customer-profiles@1`);
    await other.getByRole("heading", { name: "Customer Profiles" }).waitFor();
    await page.evaluate("sessionStorage.setItem('graphiql:queries', 'who')");
    await page.getByRole("button", { name: "Sign out" }).click();
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")).toBe(
      "[{},{}]",
    );
  });
});
