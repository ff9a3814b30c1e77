import { type Database, openDatabase } from "@datamesh/kernel/postgres";
import { createTestDatabase, type TestDatabase } from "../support/createDatabase.ts";

describe.each([true, false])("a transaction, pipelined: %p", (pipeline) => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await createTestDatabase("transactions");
    database = openDatabase(test.url, { max: 1, pipeline });
  });
  afterAll(async () => {
    await database.end();
    await test.drop();
  });

  it("fails with what failed first, not with that it had failed", async () => {
    const failing = database.transaction(async (connection) => {
      const asked = ["select 1", "select 1 / 0", "select 2"].map((text) => connection.query({ text }));
      void Promise.allSettled(asked);
      await asked[2];
    });
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    await expect(database.query({ text: "select 1 as fine" })).resolves.toEqual([{ fine: "1" }]);
  });
});
