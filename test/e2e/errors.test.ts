import { ERROR_CODES } from "@datamesh/kernel";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";

const CODES = new Set<unknown>(ERROR_CODES);

describe("what goes wrong is told clearly, and nothing more than that", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let analyst: string;
  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    analyst = await mesh.token("analyst");
  }, 120_000);
  afterAll(async () => {
    await mesh?.stop("SIGKILL");
    await directory?.remove();
  });

  it.each([
    ["an unknown product", "{ unicornsV1 { totalCount } }", "GRAPHQL_VALIDATION_FAILED", "unicornsV1"],
    ["a query that is none", "{ customerCreditScoresV2 {", "GRAPHQL_VALIDATION_FAILED", "Syntax Error"],
    [
      "a bad cursor",
      '{ customerCreditScoresV2(after: "rubbish") { totalCount nodes { id } } }',
      "BAD_USER_INPUT",
      "cursor",
    ],
    [
      "a page too large",
      "{ customerCreditScoresV2(first: 1001) { nodes { id } } }",
      "BAD_USER_INPUT",
      "1000",
    ],
    ["a negative page", "{ customerCreditScoresV2(first: -1) { nodes { id } } }", "BAD_USER_INPUT", "first"],
    [
      "a filter on no value",
      "{ customerCreditScoresV2(where: { score: { eq: null } }) { totalCount } }",
      "BAD_USER_INPUT",
      "isNull",
    ],
    [
      "a filter of another type",
      '{ customerCreditScoresV2(where: { score: { gte: "much" } }) { totalCount } }',
      "GRAPHQL_VALIDATION_FAILED",
      "Int",
    ],
    [
      "a filter on what is no field",
      "{ customerCreditScoresV2(where: { mood: { eq: 1 } }) { totalCount } }",
      "GRAPHQL_VALIDATION_FAILED",
      "mood",
    ],
    [
      "a bad time",
      '{ loanApplicationsV1(where: { lastActivityAt: { gte: "soon" } }) { totalCount } }',
      "BAD_USER_INPUT",
      "DateTime",
    ],
    [
      "an order by a personal field",
      "{ customerProfilesV1(orderBy: [{ field: email }]) { totalCount } }",
      "GRAPHQL_VALIDATION_FAILED",
      "email",
    ],
    [
      "a depth bomb",
      `{ __schema { types { ${"fields { type { ".repeat(9)} name ${"} }".repeat(9)} } } }`,
      "INTROSPECTION_LIMIT_EXCEEDED",
      "introspected fields",
    ],
    [
      "many aliases",
      `{ ${Array.from({ length: 200 }, (_, n) => `a${n}: __typename`).join(" ")} }`,
      "ALIAS_LIMIT_EXCEEDED",
      "alias",
    ],
  ])("%s", async (_what, query, code, hint) => {
    const { body } = await mesh.ask(analyst, query);
    const [error] = body.errors ?? [];
    expect(error?.extensions["code"]).toBe(code);
    expect(error?.message.toLowerCase()).toContain(hint.toLowerCase());
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|127\.0\.0\.1|postgres|select /);
  });

  it("a cursor of another order is refused", async () => {
    const first = await mesh.ask(analyst, "{ customerCreditScoresV2(first: 1) { edges { cursor } } }");
    const { edges } = first.body.data!["customerCreditScoresV2"] as { edges: { cursor: string }[] };
    const { body } = await mesh.ask(
      analyst,
      "query ($after: String) { customerCreditScoresV2(first: 1, after: $after, orderBy: [{ field: score }]) { nodes { id } } }",
      { after: edges[0]!.cursor },
    );
    expect(body.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it.each([
    ["no JSON", "{", 400, "BAD_USER_INPUT"],
    ["a batch", "[]", 400, "BAD_USER_INPUT"],
    [
      "too large a body",
      JSON.stringify({ query: `{ __typename } #${"x".repeat(300_000)}` }),
      413,
      "BODY_LIMIT_EXCEEDED",
    ],
  ])("%s is refused", async (_what, sent, status, code) => {
    const response = await fetch(`${mesh.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${analyst}` },
      body: sent,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it("a database that is gone is UNAVAILABLE, readiness says so, and the process lives on", async () => {
    const pidFile = await readFile(join(directory.path, "postgres", "postmaster.pid"), "utf8");
    process.kill(Number(pidFile.split("\n")[0]), "SIGQUIT");
    let codes: unknown[] = [];
    for (let tries = 0; tries < 50 && codes[0] !== "UNAVAILABLE"; tries += 1) {
      const { body } = await mesh.ask(
        analyst,
        "{ customerCreditScoresV2 { totalCount } dataProducts { totalCount } }",
      );
      codes = (body.errors ?? []).map((error) => error.extensions["code"]);
      expect(JSON.stringify(body)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1|terminat|postgres/i);
      for (const code of codes) expect(CODES).toContain(code);
    }
    expect(codes).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
    expect((await fetch(`${mesh.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${mesh.url}/health/live`)).status).toBe(200);
    expect(mesh.child.exitCode).toBeNull();
  }, 60_000);
});
