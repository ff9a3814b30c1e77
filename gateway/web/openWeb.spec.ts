import { closing } from "../http/testing/closing.ts";
import { openGateway } from "../http/testing/openGateway.ts";
import { rawRequest } from "./testing/rawRequest.ts";
import { webDirectory } from "./testing/webDirectory.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const EXAMPLES = [{ title: "Scores", persona: "analyst", query: "{ scores }", variables: { first: 10 } }];

describe("the web side", () => {
  it("offers its examples as they were given", async () => {
    const { url } = await keep(openGateway({ config: { examples: EXAMPLES } }));
    const response = await fetch(`${url}/examples.json`);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual(EXAMPLES);
  });

  it("needs no token, and says nothing of the mesh", async () => {
    const { directory } = await keep(webDirectory());
    const { url } = await keep(openGateway({ mesh: "none", config: { web: directory } }));
    for (const path of ["/", "/products/x@1", "/playground/editor", "/examples.json", "/session.json"]) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
    }
  });

  it("hides nothing of the gateway behind a file of the same name", async () => {
    const { directory } = await keep(webDirectory({ "index.html": "", "session.json": "null" }));
    const { url } = await keep(openGateway({ config: { web: directory } }));
    expect(await (await fetch(`${url}/session.json`)).json()).toEqual({ development: null, provider: null });
  });
});

describe("an application that was not built", () => {
  it("is told of once in the log, with what to run, and nothing else is missing", async () => {
    const { url, lines, ask } = await keep(openGateway());
    for (const path of ["/", "/catalog", "/products/x@1"]) {
      const { status, headers, body } = await rawRequest(url, { path });
      expect([status, headers["content-type"]]).toEqual([503, "text/html; charset=utf-8"]);
      expect(headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(body).toContain("npm run build");
    }
    expect(lines.filter(({ msg }) => String(msg).includes("npm run build"))).toHaveLength(1);
    expect(await ask("{ whoami }")).toEqual({ data: { whoami: "ada" } });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect((await fetch(`${url}/playground/editor`)).status).toBe(404);
  });
});
