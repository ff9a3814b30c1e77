import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "@datamesh/kernel/conformance";
import { sealBatch } from "@datamesh/kernel/postgres/seals";
import { sealKey } from "@datamesh/kernel/seal";
import { accessLogIntact } from "../../cli/conformance/accessLogIntact.ts";
import { logSealed } from "../../cli/conformance/logSealed.ts";
import { ledgerAlone } from "../../cli/conformance/ledgerAlone.ts";
import type { LiveMesh } from "../../cli/conformance/liveMesh.ts";
import { refusedChanges } from "../../cli/conformance/refusedChanges.ts";
import { sealedAtRest } from "../../cli/conformance/sealedAtRest.ts";
import { openFileAccessLog } from "../../gateway/audit/index.ts";
import { customers } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

const KEY = sealKey(Buffer.alloc(32, "a test"));
const REGISTERED = {
  type: "CUSTOMER_REGISTERED",
  data: {
    customerId: "c-1",
    name: "Ada Lovelace",
    email: "ada@example.com",
    nationalId: "NL-8812-4471",
    birthDate: "1984-03-12",
    country: "NL",
    segment: "retail",
  },
};

describe("what only a live mesh can show", () => {
  let mesh: TestMesh;
  let live: LiveMesh;
  let directory: string;
  beforeEach(async () => {
    mesh = await startTestMesh([customers]);
    directory = await mkdtemp(join(tmpdir(), "datamesh-conformance-"));
    const accessLog = join(directory, "access.ndjson");
    const sealsOf = async (context: string) => ({
      path: join(directory, `${context}.seals`),
      publicKey: KEY.publicKey,
    });
    live = { contexts: [customers], connections: mesh, prefix: mesh.mesh.prefix, accessLog, sealsOf };
  });
  afterEach(async () => {
    await mesh.stop();
    await rm(directory, { recursive: true, force: true });
  });
  const admin = (text: string) => mesh.admin.query({ text });
  const results = (checks: readonly Check[]) =>
    checks.map(({ id, subject, result }) => [id, subject, result]);

  it("is that personal values are sealed; nothing shows it before there are any", async () => {
    expect(results(await sealedAtRest(live))).toEqual([["sealed-at-rest", "customer-profiles@1", "none"]]);
    await mesh.append("customers", REGISTERED);
    await mesh.catchUp();
    expect(await sealedAtRest(live)).toMatchObject([
      {
        result: "pass",
        evidence:
          "all 10 values of customerId, name, email, nationalId, birthDate in 2 rows and row versions are envelopes",
      },
    ]);
    await admin(`update customers_store.customer_profiles_v1_g1 set name = 'Ada Lovelace'`);
    const [bare] = await sealedAtRest(live);
    expect(bare).toMatchObject({ result: "fail", evidence: expect.stringMatching(/^1 of 10 values /) });
    expect(bare?.evidence).not.toContain("Ada");
  });

  it("is that nobody changes the log or a history, and a privilege too many is found", async () => {
    expect(await refusedChanges(live)).toMatchObject([
      {
        id: "log-append-only",
        subject: "customers_events",
        result: "pass",
        evidence: "12 attempts to update, delete and truncate refused (42501)",
      },
      {
        id: "history-append-only",
        subject: "customer-profiles@1",
        result: "pass",
        evidence: "update as the login to project refused (42501)",
      },
    ]);
    const login = (duty: string) => `"${mesh.mesh.prefix}_customers_${duty}"`;
    await admin(`grant update on customers.customers_events to ${login("read")}`);
    await admin(`grant update on customers_store.customer_profiles_v1_g1_history to ${login("project")}`);
    expect(await refusedChanges(live)).toMatchObject([
      { result: "fail", evidence: "update as the login to read ended with success" },
      { result: "fail", evidence: "update as the login to project ended with success" },
    ]);
  });

  it("is that truncating the log is refused even to whoever got the privilege", async () => {
    await mesh.append("customers", REGISTERED);
    await admin(`grant truncate on customers.customers_events to "${mesh.mesh.prefix}_customers_append"`);
    const [log] = await refusedChanges(live);
    expect(log).toMatchObject({ result: "pass", evidence: expect.stringContaining("23001") });
    expect(await admin("select 1 from customers.customers_events")).toHaveLength(1);
  });

  it("is that no login can become the owner of the logs", async () => {
    expect(results(await ledgerAlone(live))).toEqual([["ledger-alone", `${live.prefix}_ledger`, "pass"]]);
    await admin(`grant "${live.prefix}_ledger" to "${live.prefix}_customers_read"`);
    expect(await ledgerAlone(live)).toMatchObject([
      { result: "fail", evidence: `members: ${live.prefix}_customers_read` },
    ]);
  });

  it("is that recorded events are as they were sealed; nothing shows it where the seals are not", async () => {
    await mesh.append("customers", REGISTERED);
    expect(results(await logSealed(live))).toEqual([["log-sealed", "customers_events", "none"]]);
    const database = mesh.as("customers", "project");
    const { path } = await live.sealsOf("customers");
    const clock = { now: () => new Date(), random: randomBytes };
    await sealBatch({ context: "customers", database, path, key: KEY, ...clock });
    expect(await logSealed(live)).toMatchObject([
      {
        result: "pass",
        evidence: "events 1 to 1 are as sealed, 0 later ones are not sealed yet; last seal 1",
      },
    ]);
    await admin("alter table customers.customers_events_p0 disable trigger all");
    await admin("update customers.customers_events set event_version = 2");
    expect(await logSealed(live)).toMatchObject([
      { result: "fail", evidence: expect.stringMatching(/^ALTERED {2}position 1, event "test-1"$/) },
    ]);
  });

  it("is that the access log is as it was written", async () => {
    expect(results(await accessLogIntact(live))).toEqual([["access-log-intact", "access log", "none"]]);
    const log = await openFileAccessLog(live.accessLog);
    await log.stop();
    expect(await accessLogIntact(live)).toMatchObject([{ result: "pass" }]);
    await writeFile(live.accessLog, "{}\n");
    expect(await accessLogIntact(live)).toMatchObject([
      { result: "fail", evidence: "line 1: it is no whole entry" },
    ]);
  });
});
