import type { Browser } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { type IdentityProvider, startIdentityProvider } from "../support/identityProvider.ts";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";
import { openWebPage, type WebPage } from "../support/webPage.ts";

const STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])";

describe("signing in to the pages with an identity provider", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let provider: IdentityProvider;
  let mesh: MeshProcess;
  let browser: Browser;
  let web: WebPage;

  beforeAll(async () => {
    directory = await makeDataDirectory();
    provider = await startIdentityProvider({
      clientId: "web",
      audience: "datamesh",
      person: {
        sub: "f6a1c0de-33a2-4a39-8f21-90f0c8f2a7d4",
        preferred_username: "ada",
        resource_access: { datamesh: { roles: ["analyst"] } },
      },
    });
    mesh = await startMeshProcess({
      DATAMESH_DATA_DIR: directory.path,
      DATAMESH_ISSUERS: JSON.stringify([
        { preset: "keycloak", issuer: provider.issuer, audience: "datamesh", jwksUrl: provider.jwksUrl },
      ]),
      DATAMESH_OIDC_CLIENT_ID: "web",
    });
    provider.allow(`${mesh.url}/signin`);
    browser = await startBrowser();
  }, 120_000);
  beforeEach(async () => {
    web = await openWebPage(browser, mesh.url);
  });
  afterEach(() => web.page.context().close());
  afterAll(async () => {
    await browser?.close();
    await mesh?.stop();
    await provider?.stop();
    await directory?.remove();
  });

  const signIn = async (path: string, choice: "allow" | "deny" = "allow"): Promise<void> => {
    await web.page.goto(`${mesh.url}${path}`);
    await web.page.getByRole("button", { name: "Sign in with 127.0.0.1" }).click();
    await web.page.getByRole("button", { name: choice }).click();
  };

  it("comes back to the page that was open, and shows who signed in", async () => {
    const { page } = web;
    await signIn("/products/customer-profiles@1/sla?window=H24");
    await page.getByRole("heading", { name: "Promised and observed" }).waitFor();
    expect(page.url()).toBe(`${mesh.url}/products/customer-profiles@1/sla?window=H24`);
    await page.getByText("ada", { exact: true }).waitFor();
    expect(await page.getByLabel("Reading as").count()).toBe(0);
  });

  it("keeps token, code and secrets out of every storage, of the address and of the page", async () => {
    const { page } = web;
    await signIn("/");
    await page.getByText("ada", { exact: true }).waitFor();
    const stored = String(await page.evaluate(STORED));
    expect(stored).not.toContain("eyJ");
    expect(stored).not.toMatch(/verifier|nonce|datamesh:sign-in/);
    expect(page.url()).toBe(`${mesh.url}/`);
    expect(await page.content()).not.toContain(provider.issued.at(-1));
  });

  it("asks this gateway and the provider for what is needed, and nobody else", async () => {
    await signIn("/");
    await web.page.getByText("ada", { exact: true }).waitFor();
    const foreign = web.foreign.map((url) => new URL(url)).map(({ origin, pathname }) => origin + pathname);
    expect(foreign).toEqual(["authorize", "agree", "token"].map((path) => `${provider.issuer}/${path}`));
    expect(web.complaints).toEqual([]);
    const { headers } = await fetch(`${mesh.url}/`);
    expect(headers.get("content-security-policy")).toContain(`connect-src 'self' ${provider.issuer};`);
  });

  it("forgets the token when signing out, and when the page is loaded again", async () => {
    const { page } = web;
    await signIn("/");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await signIn("/");
    await page.getByText("ada", { exact: true }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.getByText("Find or go to").count()).toBe(0);
  });

  it("asks again once the session has ended, in a window of its own, and the page stays as it is", async () => {
    const { page } = web;
    await page.clock.install();
    await signIn("/catalog");
    await page.getByText("6 products").waitFor();
    await page.getByRole("searchbox").fill("loan");
    await page.getByText("2 products for “loan”").waitFor();
    await page.clock.fastForward("06:00");
    await page.getByRole("heading", { name: "Your session has ended" }).waitFor();
    const [opened] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: "Sign in again" }).click(),
    ]);
    await opened.getByRole("button", { name: "allow" }).click();
    await page.getByRole("heading", { name: "Your session has ended" }).waitFor({ state: "detached" });
    expect(await page.getByRole("searchbox").inputValue()).toBe("loan");
    await page.getByText("2 products for “loan”").waitFor();
  });

  it("shows the provider's refusal as text", async () => {
    const { page } = web;
    await signIn("/", "deny");
    await page.getByText('access_denied: no, <img src="x"').waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(String(await page.evaluate(STORED))).not.toContain("datamesh:sign-in");
  });

  it("takes no code from a link that somebody else made", async () => {
    const { page } = web;
    await page.goto(`${mesh.url}/signin?code=stolen&state=guessed&error_description=Call+555`);
    await page.getByText("This sign-in was not begun here").waitFor();
    expect(page.url()).toBe(`${mesh.url}/signin`);
    expect(web.foreign.some((url) => url.endsWith("/token"))).toBe(false);
    expect(await page.getByText("555").count()).toBe(0);
  });
});
