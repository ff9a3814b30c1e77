import { closing } from "../http/testing/closing.ts";
import { openGateway } from "../http/testing/openGateway.ts";
import { playgroundRoutes } from "./playgroundRoutes.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const EXAMPLES = [{ title: "Scores", persona: "analyst", query: "{ scores }", variables: { first: 10 } }];

const page = async (url: string): Promise<string> => (await fetch(`${url}/playground`)).text();

describe("the playground's page", () => {
  it("may run, show and reach nothing from elsewhere", async () => {
    const { url } = await keep(openGateway());
    const policy = (await fetch(`${url}/playground`)).headers.get("content-security-policy")?.split("; ");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy?.join(" ")).not.toMatch(/http|\*|unsafe-eval/);
  });

  it("names only files that this gateway serves, as what they are", async () => {
    const { url } = await keep(openGateway());
    const files = [...(await page(url)).matchAll(/\b(src|href)="([^"]*)"/g)].map((match) => match[2] ?? "");
    expect(files.length).toBeGreaterThan(6);
    for (const file of files) {
      const response = await fetch(new URL(file, `${url}/playground`));
      expect(response.url).toBe(url + file);
      expect([file, response.status]).toEqual([file, 200]);
      const type = {
        js: "text/javascript; charset=utf-8",
        css: "text/css; charset=utf-8",
        svg: "image/svg+xml",
      };
      expect(Object.entries(type).find(([ending]) => file.endsWith(ending))?.[1]).toBe(
        response.headers.get("content-type"),
      );
    }
  });

  it("holds no script and no style of its own, so that the policy can forbid them", async () => {
    const { url } = await keep(openGateway());
    const html = await page(url);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<style|\bstyle=|\bon\w+=/);
  });

  it("loads scripts that import only what is served", async () => {
    const { url } = await keep(openGateway());
    const scripts = ["playground.js", "signInButton.js"].map(async (file) =>
      (await fetch(`${url}/playground/${file}`)).text(),
    );
    const imported = (await Promise.all(scripts)).flatMap((script) =>
      [...script.matchAll(/from "\.\/(.*)"/g)].map((match) => match[1]),
    );
    expect(imported).toEqual(["meshFetcher.js", "signInButton.js", "signIn.js"]);
    for (const file of imported) expect((await fetch(`${url}/playground/${file}`)).status).toBe(200);
  });

  it("gets its examples as they were given", async () => {
    const { url } = await keep(openGateway({ config: { examples: EXAMPLES } }));
    const response = await fetch(`${url}/playground/examples.json`);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual(EXAMPLES);
  });
});

describe("a file of the playground", () => {
  it("is not sent again to whoever has it", async () => {
    const { url } = await keep(openGateway());
    const first = await fetch(`${url}/playground/playground.css`);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).not.toBe("");
    const again = await fetch(first.url, { headers: { "if-none-match": `"other", ${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    const changed = await fetch(first.url, { headers: { "if-none-match": '"other"' } });
    expect(changed.status).toBe(200);
  });

  it.each([
    ["gzip, br", "gzip"],
    ["br;q=1, gzip;q=0.5", "gzip"],
    ["gzip;q=0", null],
    ["identity", null],
  ])("is compressed for those who accept it: %s", async (accepted, encoding) => {
    const { url } = await keep(openGateway());
    const headers = { "accept-encoding": accepted };
    const response = await fetch(`${url}/playground/playground.css`, { headers });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("vary")).toBe("accept-encoding, origin");
    expect(await response.text()).toContain(".bar");
  });

  it("needs no token, and says nothing of the mesh", async () => {
    const paths = playgroundRoutes([]).map(({ path }) => path);
    const { url } = await keep(openGateway({ mesh: "none" }));
    for (const path of paths) expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
  });
});
