import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closing } from "../http/testing/closing.ts";
import { openGateway } from "../http/testing/openGateway.ts";
import { builtFiles } from "./builtFiles.ts";
import { rawRequest } from "./testing/rawRequest.ts";
import { BUILT, webDirectory } from "./testing/webDirectory.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const SCRIPT = "/assets/main-a1.js";

/** A gateway in front of these files. */
async function serving(files: Parameters<typeof webDirectory>[0] = BUILT): Promise<string> {
  const { directory } = await keep(webDirectory(files));
  return (await keep(openGateway({ config: { web: directory } }))).url;
}

describe("a file of the application", () => {
  it.each([
    ["a.js", "text/javascript; charset=utf-8"],
    ["a.css", "text/css; charset=utf-8"],
    ["a.svg", "image/svg+xml"],
    ["a.png", "image/png"],
    ["a.ico", "image/x-icon"],
    ["a.ttf", "font/ttf"],
    ["a.woff2", "font/woff2"],
    ["a.json", "application/json"],
    ["a.js.map", "application/json"],
    ["a.webmanifest", "application/manifest+json"],
  ])("is served as what it is: %s", async (name, type) => {
    const url = await serving({ "index.html": "", [name]: "x", [`deep/er/${name}`]: "x" });
    for (const path of [`/${name}`, `/deep/er/${name}`]) {
      const { status, headers } = await rawRequest(url, { path });
      expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, type, "no-cache"]);
    }
  });

  it("whose name changes with what it holds is kept for ever", async () => {
    const { headers } = await rawRequest(await serving(), { path: SCRIPT });
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  });

  it("that a worker may run may load others of its kind and nothing else", async () => {
    const url = await serving();
    const policyOf = async (path: string) =>
      (await rawRequest(url, { path })).headers["content-security-policy"];
    expect(await policyOf(SCRIPT)).toBe("default-src 'none'; script-src 'self'; frame-ancestors 'none'");
    expect(await policyOf("/icon.svg")).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  it("is not sent again to whoever has it", async () => {
    const url = await serving();
    const { etag = "" } = (await rawRequest(url, { path: SCRIPT })).headers;
    expect(etag).not.toBe("");
    const again = await rawRequest(url, { path: SCRIPT, headers: { "if-none-match": `"other", ${etag}` } });
    expect([again.status, again.body]).toEqual([304, ""]);
    expect(again.headers["cache-control"]).toContain("immutable");
    const changed = await rawRequest(url, { path: SCRIPT, headers: { "if-none-match": '"other"' } });
    expect(changed.status).toBe(200);
  });

  it("is described to HEAD as it would be sent", async () => {
    const url = await serving();
    const { headers } = await rawRequest(url, { path: SCRIPT });
    const described = await rawRequest(url, { path: SCRIPT, method: "HEAD" });
    expect([described.status, described.body]).toEqual([200, ""]);
    expect(described.headers["content-length"]).toBe(headers["content-length"]);
    expect(described.headers.etag).toBe(headers.etag);
  });

  it.each([
    ["gzip, br", "gzip"],
    ["br;q=1, gzip;q=0.5", "gzip"],
    ["gzip;q=0", null],
    ["identity", null],
  ])("is compressed for those who accept it: %s", async (accepted, encoding) => {
    const response = await fetch((await serving()) + SCRIPT, { headers: { "accept-encoding": accepted } });
    expect(response.headers.get("content-encoding")).toBe(encoding);
    expect(response.headers.get("vary")).toBe("accept-encoding");
    expect(await response.text()).toBe(BUILT["assets/main-a1.js"]);
  });

  it("that compressing would make longer is sent as it is", async () => {
    const url = await serving({ "index.html": "", "a.png": "x" });
    expect((await fetch(`${url}/a.png`)).headers.get("content-encoding")).toBeNull();
  });
});

describe("what else lies in the directory", () => {
  it("is not served: other types, links, and what came later", async () => {
    const { directory } = await keep(
      webDirectory({ "index.html": "", "notes.txt": "x", ".env": "x", "a.html": "x" }),
    );
    await writeFile(join(directory, "..", "datamesh-outside.json"), "{}");
    await symlink("../datamesh-outside.json", join(directory, "link.json"));
    const built = builtFiles(directory);
    await writeFile(join(directory, "later.json"), "{}");
    expect([...(built?.files.keys() ?? [])]).toEqual([]);
    expect(built?.editor).toBeUndefined();
  });

  it("is no application without its page", async () => {
    const { directory } = await keep(webDirectory({ "icon.svg": "<svg/>" }));
    expect(builtFiles(directory)).toBeUndefined();
  });
});
