import { whyForeign } from "./whyForeign.ts";

const host = "localhost:4000";

describe("a request", () => {
  it.each([
    ["a program", {}],
    ["a page of this gateway", { "sec-fetch-site": "same-origin", origin: "http://localhost:4000" }],
    ["a page of this gateway, in an older browser", { origin: "http://localhost:4000" }],
  ])("of %s is not foreign", (_, headers) => {
    expect(whyForeign({ headers: { host, ...headers } })).toBeUndefined();
  });

  it.each(["cross-site", "same-site", "none", "", "same-origin, same-origin"])(
    "is foreign if the browser says that it comes from %j",
    (site) => {
      const headers = { host, "sec-fetch-site": site, origin: "http://localhost:4000" };
      expect(whyForeign({ headers })).toBe("SEC_FETCH_SITE");
    },
  );

  it.each([
    "http://localhost:3000",
    "http://localhost",
    "https://localhost:4000",
    "http://127.0.0.1:4000",
    "http://localhost:4000.evil.example",
    "null",
    "",
  ])("is foreign if it comes from a page of %j", (origin) => {
    expect(whyForeign({ headers: { host, origin } })).toBe("ORIGIN");
  });
});
