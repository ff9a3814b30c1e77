import { closing } from "./testing/closing.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway, TOKEN } from "./testing/openGateway.ts";
import { talk } from "./plain/testing/talk.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const BODY = JSON.stringify({ query: "{ whoami }" });
const HEAD = [
  "host: mesh",
  `authorization: Bearer ${TOKEN}`,
  "content-type: application/json",
  `content-length: ${BODY.length}`,
  "connection: close",
];

/** What is answered to a query with these lines before or behind those that it has. */
async function answered(before: readonly string[], behind: readonly string[] = []) {
  const asked: unknown[] = [];
  const answer = fakeMesh();
  const mesh = fakeMesh({ answer: (...all) => (asked.push(all), answer.answer(...all)) });
  const { url, until } = await keep(openGateway({ mesh }));
  const text = ["POST /graphql HTTP/1.1", ...before, ...HEAD, ...behind, "", BODY].join("\r\n");
  const [heard] = await talk(Number(new URL(url).port), [text]);
  return { ...heard, asked, line: await until(({ msg }) => msg === "request") };
}

describe("a header that decides who asks, where or for what", () => {
  it.each([
    ["host", "Host: other"],
    ["authorization", "Authorization: Bearer other"],
    ["authorization", `authorization: Bearer ${TOKEN}`],
    ["content-type", "CONTENT-TYPE: application/graphql"],
    ["x-purpose", "x-purpose: a\r\nX-Purpose: a"],
    ["x-datamesh-as-of", "x-datamesh-as-of: 2026-01-01T00:00:00Z\r\nX-DataMesh-As-Of: 2026-01-02T00:00:00Z"],
    ["x-datamesh-at-least", "x-datamesh-at-least: a=1\r\nx-datamesh-at-least: b=1"],
    ["x-datamesh-explain", "x-datamesh-explain: true\r\nx-datamesh-explain: true"],
    ["x-datamesh-cost", "x-datamesh-cost: true\r\nx-datamesh-cost: true"],
  ])("is refused where it is sent twice, wherever the other stands: %s", async (name, line) => {
    for (const { status, body, headers, asked, line: logged } of [
      await answered([line]),
      await answered([], [line]),
    ]) {
      expect([status, headers?.["content-type"]]).toEqual([400, "application/json; charset=utf-8"]);
      expect(JSON.parse(body ?? "")).toEqual({
        errors: [
          {
            message: `the header "${name}" is sent twice: send it once`,
            extensions: { code: "BAD_USER_INPUT" },
          },
        ],
      });
      expect(asked).toEqual([]);
      expect(logged).toMatchObject({ status: 400, code: "BAD_USER_INPUT", route: "unknown" });
    }
  });

  it("is refused before anything is said of the token", async () => {
    expect((await answered(["authorization: Bearer forged"])).status).toBe(400);
    expect((await answered(["authorization: Bearer forged"])).headers).not.toHaveProperty("www-authenticate");
  });

  it("leaves others alone, which may be sent as lists", async () => {
    expect((await answered(["accept: application/json", "accept: */*", "x-other: 1"])).status).toBe(200);
  });
});
