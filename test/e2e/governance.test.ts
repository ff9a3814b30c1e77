import { mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import {
  datamesh,
  type HttpAnswer,
  makeDataDirectory,
  type MeshProcess,
  startMeshProcess,
} from "../support/meshProcess.ts";

const QUERY = `{ customerProfilesV1(first: 1) { nodes { country email } } loanOfficersV1 { totalCount } }`;

describe("governance of a running mesh", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  let env: Record<string, string>;
  let logs: string;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    directory = await makeDataDirectory();
    logs = join(directory.path, "logs");
    await mkdir(logs, { recursive: true });
    env = { DATAMESH_DATA_DIR: directory.path, DATAMESH_ACCESS_LOG: join(logs, "access.ndjson") };
    mesh = await startMeshProcess(env);
    for (const persona of ["analyst", "compliance"]) tokens[persona] = await mesh.token(persona);
  }, 120_000);
  afterAll(async () => {
    await mesh?.stop();
    await directory?.remove();
  });

  async function ask(who: string, query: string, headers: Record<string, string> = {}) {
    const response = await fetch(`${mesh.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${tokens[who]}`, ...headers },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, body: (await response.json()) as HttpAnswer["body"] };
  }
  async function accesses(...options: readonly string[]) {
    const { code, stdout } = await datamesh(["access-log", "--json", ...options], env);
    expect(code).toBe(0);
    return (JSON.parse(stdout) as { entries: readonly Record<string, unknown>[] }).entries;
  }

  it("a purpose declared in X-Purpose counts for the request, and is written down", async () => {
    const masked = await ask("compliance", QUERY, { "x-request-id": "undeclared" });
    expect(masked.body.data).toMatchObject({ customerProfilesV1: { nodes: [{ email: null }] } });
    const unmasked = await ask("compliance", QUERY, {
      "x-purpose": "compliance",
      "x-request-id": "declared",
    });
    expect(unmasked.body.data).toMatchObject({
      customerProfilesV1: { nodes: [{ email: expect.stringContaining("@") }] },
    });
    const entries = await accesses(
      "--consumer",
      "compliance@datamesh.example",
      "--product",
      "customer-profiles",
    );
    expect(entries).toMatchObject([
      { requestId: "undeclared", decision: "mask", purpose: null, fields: ["country"], masked: ["email"] },
      { requestId: "declared", decision: "allow", purpose: "compliance", fields: ["country", "email"] },
    ]);
  });

  it("a purpose the token does not entitle to is refused", async () => {
    const { status, body } = await ask("analyst", QUERY, { "x-purpose": "compliance" });
    expect(status).toBe(403);
    expect(body.errors).toMatchObject([{ extensions: { code: "FORBIDDEN", purpose: "compliance" } }]);
  });

  it("every access is written down, the denied too, without a value", async () => {
    await ask("analyst", QUERY, { "x-request-id": "r7" });
    const own = (await accesses("--consumer", "analyst@datamesh.example")).filter(
      ({ requestId }) => requestId === "r7",
    );
    expect(own).toMatchObject([
      {
        product: "customer-profiles@1",
        decision: "mask",
        because: "role analyst",
        client: "datamesh-development",
      },
      { product: "loan-officers@1", decision: "deny", because: "missing team lending or role compliance" },
    ]);
    const profiles = await ask("compliance", `{ customerProfilesV1 { nodes { name email nationalId } } }`, {
      "x-purpose": "compliance",
    });
    const { nodes } = profiles.body.data!["customerProfilesV1"] as { nodes: Record<string, string>[] };
    const written = await readFile(env["DATAMESH_ACCESS_LOG"]!, "utf8");
    for (const value of nodes.flatMap((node) => Object.values(node))) expect(written).not.toContain(value);
    expect(nodes.length).toBeGreaterThan(10);
  });

  it("what cannot be written down is not answered, and is again once it can be", async () => {
    await rename(logs, `${logs}-away`);
    const { status, body } = await ask("analyst", QUERY);
    expect(status).toBe(503);
    expect(body.errors).toMatchObject([{ extensions: { code: "UNAVAILABLE" } }]);
    expect(JSON.stringify(body)).not.toContain("country");
    await rename(`${logs}-away`, logs);
    expect((await ask("analyst", QUERY)).status).toBe(200);
  });

  it("conforms, and shows it by what is stored, refused and registered", async () => {
    const { code, stdout, stderr } = await datamesh(["conformance", "--json"], env);
    expect([code, stderr]).toEqual([0, expect.stringContaining("looking into the live mesh")]);
    const report = JSON.parse(stdout) as {
      declaredOnly: string | null;
      summary: Record<string, number>;
      checks: readonly { id: string; subject: string; result: string; evidence: string }[];
    };
    expect(report).toMatchObject({
      declaredOnly: null,
      summary: { failed: 0, reported: 0, nothingToShow: 0 },
    });
    const evidence = (id: string, subject: string) =>
      report.checks.find((each) => each.id === id && each.subject === subject)?.evidence;
    expect(evidence("sealed-at-rest", "customer-profiles@1")).toMatch(/^all \d+ values of customerId, name/);
    expect(evidence("log-append-only", "lending_events")).toContain("refused (42501)");
    expect(evidence("catalog-policy", "loan-officers@1")).toBe(
      "read team lending or role compliance; write team lending; unmasked nobody",
    );
    expect(evidence("access-log-intact", "access log")).toMatch(/^\d+ entries/);
  });

  it("is checked by its declarations alone where no mesh runs, which is said", async () => {
    const { code, stdout } = await datamesh(["conformance"], {
      DATAMESH_DATA_DIR: join(directory.path, "none"),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /0 failed.*\nOnly the declarations were checked: no mesh was ever started here\.\n$/,
    );
  });
});
