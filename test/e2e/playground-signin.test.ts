import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../support/browser.ts";
import { type IdentityProvider, startIdentityProvider } from "../support/identityProvider.ts";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";

const STORED = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])";

describe("signing in to the playground with an identity provider", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let provider: IdentityProvider;
  let mesh: MeshProcess;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    directory = await makeDataDirectory();
    provider = await startIdentityProvider({
      clientId: "playground",
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
      DATAMESH_OIDC_CLIENT_ID: "playground",
    });
    provider.allow(`${mesh.url}/playground`);
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url())) asked.push(request.url());
    });
  }, 120_000);

  beforeEach(async () => {
    await page.goto(`${mesh.url}/playground`);
    await page.evaluate("sessionStorage.clear()");
    complaints.length = 0;
    asked.length = 0;
  });

  afterAll(async () => {
    await browser?.close();
    await mesh?.stop();
    await provider?.stop();
    await directory?.remove();
  });

  const signIn = async (choice: "allow" | "deny"): Promise<void> => {
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: choice }).click();
    await page.waitForURL(`${mesh.url}/playground`);
  };

  it("runs a query with the token it gave, and shows who signed in", async () => {
    await signIn("allow");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    expect(await page.getByRole("button", { name: "Sign out" }).getAttribute("title")).toBe(
      "Signed in as ada",
    );
    await page.getByLabel("Example").selectOption({ index: 1 });
    await page.locator(".graphiql-execute-button").click();
    await page.locator(".result-window").getByText("credit-oracle").first().waitFor();
    expect(await page.locator(".result-window").innerText()).toContain("customerCreditScoresV2");
    const shot = process.env["DATAMESH_TEST_SCREENSHOT"];
    if (shot !== undefined) await page.screenshot({ path: shot });
  });

  it("keeps token, code and secrets out of every storage and of the address", async () => {
    await signIn("allow");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    const stored = String(await page.evaluate(STORED));
    expect(stored).not.toContain("eyJ");
    expect(stored).not.toMatch(/verifier|nonce|datamesh:sign-in/);
    expect(page.url()).toBe(`${mesh.url}/playground`);
    expect(await page.content()).not.toContain(provider.issued.at(-1));
  });

  it("asks this gateway and the provider for what is needed, and nobody else", async () => {
    await signIn("allow");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    const foreign = asked.filter((url) => !url.startsWith(mesh.url)).map((url) => new URL(url));
    expect(foreign.map(({ origin, pathname }) => origin + pathname)).toEqual(
      ["authorize", "agree", "token"].map((path) => `${provider.issuer}/${path}`),
    );
    expect(complaints).toEqual([]);
    const { headers } = await fetch(`${mesh.url}/playground`);
    expect(headers.get("content-security-policy")).toContain(`connect-src 'self' ${provider.issuer};`);
  });

  it("forgets the token when signing out, and when the page is loaded again", async () => {
    await signIn("allow");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("Sign in to load the schema").waitFor();
    await signIn("allow");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await page.reload();
    await page.getByText("Sign in to load the schema").waitFor();
    expect(await page.getByRole("button", { name: "Sign in" }).isVisible()).toBe(true);
  });

  it("shows the provider's refusal as text", async () => {
    await signIn("deny");
    await page.getByText('access_denied: no, <img src="x"').waitFor();
    expect(await page.locator("#hint img").count()).toBe(0);
    expect(await page.title()).toBe("DataMesh playground");
    expect(String(await page.evaluate(STORED))).not.toContain("datamesh:sign-in");
  });

  it("takes no code from a link that somebody else made", async () => {
    await page.goto(`${mesh.url}/playground?code=stolen&state=guessed&error_description=Call+555`);
    await page.getByText("This sign-in was not begun here").waitFor();
    expect(page.url()).toBe(`${mesh.url}/playground`);
    expect(asked.some((url) => url.endsWith("/token"))).toBe(false);
  });
});
