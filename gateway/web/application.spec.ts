import { closing } from "../http/testing/closing.ts";
import { openGateway } from "../http/testing/openGateway.ts";
import { rawRequest } from "./testing/rawRequest.ts";
import { BUILT, webDirectory } from "./testing/webDirectory.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

/** A gateway in front of these files. */
async function serving(files?: Parameters<typeof webDirectory>[0]): Promise<string> {
  const { directory } = await keep(webDirectory(files));
  return (await keep(openGateway({ config: { web: directory } }))).url;
}

const NAVIGATION = { "sec-fetch-dest": "document", accept: "text/html,*/*;q=0.8" };

describe("the application's page", () => {
  it.each([
    "/",
    "/catalog",
    "/playground",
    "/signin",
    "/signin?code=c-1&state=s",
    "/products/customer-credit-scores@2",
    "/products/customer-credit-scores@2/lineage",
  ])("is answered at %s", async (path) => {
    const { status, headers, body } = await rawRequest(await serving(), { path });
    expect([status, body]).toEqual([200, BUILT["index.html"]]);
    expect(headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "x-frame-options": "DENY",
    });
  });

  it("may run, show, frame and reach nothing from elsewhere, and no style that stands in it", async () => {
    const { headers } = await fetch(await serving());
    expect(headers.get("content-security-policy")?.split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "manifest-src 'self'",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it.each([
    ["a browser that navigates", NAVIGATION],
    ["one that does not say so", { accept: "text/html" }],
  ])("is shown with 404 to %s to nowhere, also if it has the page", async (_, headers) => {
    const url = await serving();
    const etag = (await fetch(url)).headers.get("etag") ?? "";
    const navigations: Record<string, string>[] = [headers, { ...headers, "if-none-match": etag }];
    for (const navigation of navigations) {
      const reply = await rawRequest(url, { path: "/nowhere", headers: navigation });
      expect([reply.status, reply.body]).toEqual([404, BUILT["index.html"]]);
      expect(reply.headers["content-security-policy"]).toContain("script-src 'self'");
    }
  });

  it.each([
    ["a program", "GET", "/nowhere", {}],
    ["a script", "GET", "/nowhere.js", { "sec-fetch-dest": "script", accept: "text/html" }],
    ["a form", "POST", "/nowhere", NAVIGATION],
    ["a form", "POST", "/products/x@1", NAVIGATION],
    ["a folder", "GET", "/products", {}],
    ["a longer name", "GET", "/catalogue", {}],
  ])("is not what %s gets at %s %s", async (_, method, path, headers) => {
    const { status, body } = await rawRequest(await serving(), { path, method, headers });
    expect([status, JSON.parse(body)]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
  });
});

describe("the editor's document", () => {
  it("may be framed by the application, write styles, and connect nowhere", async () => {
    const { status, headers, body } = await rawRequest(await serving(), { path: "/playground/editor" });
    expect([status, body]).toEqual([200, BUILT["editor.html"]]);
    expect(headers["x-frame-options"]).toBe("SAMEORIGIN");
    expect(String(headers["content-security-policy"]).split("; ")).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self' data:",
      "img-src 'self' data:",
      "worker-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ]);
  });

  it.each(["/editor.html", "/index.html", "/playground/editor/", "/playground/editor.html"])(
    "and the page are not at %s, where their policies would not be",
    async (path) => {
      expect((await rawRequest(await serving(), { path })).status).toBe(404);
    },
  );
});

describe("a path that leads out of the directory", () => {
  it.each([
    "/assets/../../package.json",
    "/../package.json",
    "/assets/..%2f..%2fpackage.json",
    "/%2e%2e/package.json",
    "/assets/%2e%2e/icon.svg",
    "/assets/../icon.svg",
    "//icon.svg",
    "/./icon.svg",
    "/assets\\..\\icon.svg",
    "/assets",
    "/assets/",
  ])("leads nowhere: %s", async (path) => {
    const { status, body } = await rawRequest(await serving(), { path });
    expect([status, JSON.parse(body)]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
  });
});
