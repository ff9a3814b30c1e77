import { migrateMesh } from "@datamesh/kernel/postgres";
import { START } from "@datamesh/kernel/log";
import { contextNames } from "../../kernel/postgres/contextNames.ts";
import { LOG_MIGRATIONS } from "../../kernel/postgres/log/logMigrations.ts";
import { provisionSchemas } from "../../kernel/postgres/roles/provisionRoles.ts";
import { models } from "../../subgraphs/index.ts";
import { newEvent, newEvents } from "../support/eventLogs.ts";
import { startTestMesh, type TestMesh } from "../support/testMesh.ts";

/** What release 0.1.0 has. */
const RELEASED = 5;
/** As processes of that release append. */
const APPEND = `select * from models.append_events($1::text[], $2::text[], $3::integer[], $4::timestamptz[], $5::jsonb[], $6::jsonb[])`;

describe("a log of release 0.1.0", () => {
  let mesh: TestMesh;
  beforeAll(async () => {
    mesh = await startTestMesh([models], { partitionSize: 7 });
    await takeBack(mesh);
    await appendAsReleased("old-0", "old-1", "old-1");
    await migrateMesh(mesh.mesh, [models]);
  });
  afterAll(() => mesh.stop());

  const appendAsReleased = async (...ids: readonly string[]) => {
    const events = ids.map((id) => newEvent(id));
    const rows = await mesh.as("models", "append").query({
      text: APPEND,
      values: [
        ids,
        events.map(({ type }) => type),
        events.map(({ version }) => version),
        events.map(({ occurredAt }) => occurredAt),
        events.map(({ data }) => JSON.stringify(data)),
        events.map(({ metadata }) => JSON.stringify(metadata)),
      ],
    });
    return rows.map((row) => [row["ordinal"], row["seq_id"], row["duplicate"]]);
  };

  it("holds what it held, and takes streams from then on", async () => {
    const log = mesh.log("models");
    const before = await log.status();
    expect(before).toMatchObject({ head: 2, eventTypes: [{ type: "MODEL_DEPLOYED", count: 2 }] });
    const outcome = await log.appendTo({ stream: "s", expected: "none" }, [
      newEvent("old-1"),
      ...newEvents(2, "new"),
    ]);
    expect(outcome).toEqual({
      kind: "appended",
      events: [
        { id: "old-1", position: 2, duplicate: true },
        { id: "new-0", position: 3, duplicate: false, stream: { name: "s", version: 1 } },
        { id: "new-1", position: 4, duplicate: false, stream: { name: "s", version: 2 } },
      ],
    });
    const read = await log.read(START, 10);
    expect(read.map(({ id, stream }) => [id, stream?.version])).toEqual([
      ["old-0", undefined],
      ["old-1", undefined],
      ["new-0", 1],
      ["new-1", 2],
    ]);
  });

  it("still takes events from processes of that release", async () => {
    const { head } = await mesh.log("models").status();
    const rows = await appendAsReleased("later", "old-0", "later");
    expect(rows).toEqual([
      ["1", String(head + 1), "f"],
      ["2", "1", "t"],
      ["3", String(head + 1), "t"],
    ]);
    expect((await mesh.log("models").status()).head).toBe(head + 1);
  });
});

/** Makes the context's log anew as it was then. */
async function takeBack({ admin, mesh }: TestMesh): Promise<void> {
  const target = { context: "models", names: contextNames("models"), prefix: mesh.prefix, partitionSize: 7 };
  const statements = LOG_MIGRATIONS.filter(({ number }) => number <= RELEASED).flatMap((each) =>
    each.statements(target),
  );
  await admin.transaction(async (connection) => {
    await connection.query({ text: "drop schema models, models_store cascade" });
    await provisionSchemas(connection, ["models"], mesh.prefix);
    await connection.query({ text: `set local role "${mesh.prefix}_ledger"` });
    for (const text of statements) await connection.query({ text });
    await connection.query({ text: "reset role" });
    await connection.query({
      text: "delete from datamesh.migrations where context = 'models' and number > $1",
      values: [RELEASED],
    });
  });
}
