import { sealBatch } from "@datamesh/kernel/postgres/seals";
import { dutyUrl, openDatabase } from "@datamesh/kernel/postgres";
import { type Genesis, sealKey } from "@datamesh/kernel/seal";
import { fourSeals } from "../support/fourSeals.ts";
import { secretOf } from "../support/sealedLog.ts";

/** Rows of the log from here on move by so many positions, with the ids that lead to them. */
const renumber = (from: number, by: number): readonly string[] => [
  `update models.models_events set seq_id = -seq_id where seq_id >= ${from}`,
  `update models.models_events set seq_id = -seq_id + ${by} where seq_id < 0`,
  `update models.models_events_ids set seq_id = seq_id + ${by} where seq_id >= ${from}`,
  `update models.models_events_head set head = head + ${by}`,
];

const sealed = fourSeals();
const { found } = sealed;

describe("a sealed log", () => {
  it("that nobody touched is intact as far as it is sealed", async () => {
    const verdict = await sealed.log.verify();
    expect(verdict).toMatchObject({ intact: true, tampering: [], head: 80, sealed: 72, unsealed: 8 });
    expect(verdict).toMatchObject({ lastSeal: { seal: 3 }, publicKey: sealed.log.sealing.key.publicKey });
    await sealed.log.seal();
    expect(await sealed.log.verify()).toMatchObject({ intact: true, sealed: 80, unsealed: 0 });
  });

  describe("attacked by somebody who owns the database", () => {
    it.each([
      ["a byte of a payload", `data = jsonb_set(data, '{durationMs}', '9')`],
      ["a number by its digits alone", `data = replace(data::text, '57,', '57.0,')::jsonb`],
      ["an id", `event_id = 'e-57x'`],
      ["a type", `event_type = 'MODEL_DEPLOYED'`],
      ["a version", `event_version = 2`],
      ["when it happened", `occurred_at = occurred_at + interval '1 millisecond'`],
      ["when it was recorded", `recorded_at = recorded_at - interval '1 millisecond'`],
      ["metadata", `metadata = '{"source": "x"}'`],
    ])("shows where %s was altered", async (_what, change) => {
      await sealed.log.attack(`update models.models_events set ${change} where seq_id = 57`);
      expect(await found()).toEqual([expect.stringMatching(/^ALTERED 57 e-57x? \(1\)$/)]);
    });

    it("is not led astray by casts, search paths and settings that show the verifier what was there before", async () => {
      const role = `"${sealed.log.mesh.mesh.prefix}_models_project"`;
      await sealed.log.attack(
        "create schema lies",
        "create function lies.before(jsonb) returns text language sql as $$ select replace($1 #>> '{}', '5700', '57') $$",
        "create cast (jsonb as text) with function lies.before(jsonb)",
        "create function lies.quote_ident(text) returns text language sql as $$ select 'null' $$",
        `alter role ${role} set search_path = lies, pg_catalog`,
        `alter role ${role} set timezone = 'Asia/Tokyo'`,
        `update models.models_events set data = jsonb_set(data, '{durationMs}', '5700') where seq_id = 57`,
      );
      const database = openDatabase(dutyUrl(sealed.log.mesh.mesh, "models", "project"));
      try {
        expect(await found({ database })).toEqual(["ALTERED 57 e-57 (1)"]);
      } finally {
        await database.end();
        await sealed.log.attack(
          "drop cast (jsonb as text)",
          "drop schema lies cascade",
          `alter role ${role} reset search_path`,
          `alter role ${role} set timezone = 'UTC'`,
        );
      }
    });

    it("shows the first of several", async () => {
      await sealed.log.attack(
        "update models.models_events set event_version = 2 where seq_id in (71, 42, 41)",
        "update models.models_events_seal set hash = '', seal = 9",
      );
      expect((await found()).at(-1)).toBe("ALTERED 41 e-41 (1)");
    });

    it("shows two events that changed places", async () => {
      await sealed.log.attack(
        "update models.models_events set seq_id = -1 where seq_id = 20",
        "update models.models_events set seq_id = 20 where seq_id = 21",
        "update models.models_events set seq_id = 21 where seq_id = -1",
      );
      expect(await found()).toEqual(["ALTERED 20 e-21 (1)"]);
    });

    it("shows where an event was removed, leaving a gap", async () => {
      await sealed.log.attack("delete from models.models_events where seq_id = 42");
      expect(await found()).toEqual(["REMOVED 42 e-42 (1)"]);
    });

    it("shows where an event was removed and the rest renumbered", async () => {
      await sealed.log.attack("delete from models.models_events where seq_id = 30", ...renumber(31, -1));
      expect(await found()).toEqual(["REMOVED 30 e-30 (1)"]);
    });

    it("shows where events were removed without a trace", async () => {
      await sealed.log.attack(
        "delete from models.models_events where seq_id between 30 and 44",
        "delete from models.models_events_ids where seq_id between 30 and 44",
        ...renumber(45, -15),
      );
      expect(await sealed.log.verify()).toMatchObject({
        tampering: [{ kind: "REMOVED", position: 30, count: 15, eventId: null, after: "e-29" }],
      });
    });

    it("shows the first event removed at the very beginning", async () => {
      await sealed.log.attack("delete from models.models_events where seq_id = 1", ...renumber(2, -1));
      expect(await sealed.log.verify()).toMatchObject({
        tampering: [{ kind: "REMOVED", position: 1, eventId: "e-1", after: null }],
      });
    });

    it.each([1, 33, 43])("shows where an event was inserted, at %s", async (position) => {
      await sealed.log.attack(
        ...renumber(position, 1),
        `insert into models.models_events select ${position}, 'forged', event_type, event_version, occurred_at,
           recorded_at, data, metadata from models.models_events where seq_id = 60`,
        `insert into models.models_events_ids values ('forged', ${position})`,
      );
      expect(await found()).toEqual([`INSERTED ${position} forged (1)`]);
    });

    it("shows an event that was put before the first", async () => {
      await sealed.log.attack(
        `insert into models.models_events select 0, 'forged', event_type, event_version, occurred_at,
           recorded_at, data, metadata from models.models_events where seq_id = 60`,
      );
      expect(await found()).toEqual(["INSERTED 0 forged (1)"]);
    });

    it("shows a tail that was cut off below a seal", async () => {
      await sealed.log.attack(
        "delete from models.models_events where seq_id > 70",
        "update models.models_events_head set head = 70",
      );
      expect(await found()).toEqual(["REMOVED 71 e-71 (2)"]);
    });

    it("shows that all of it is gone", async () => {
      await sealed.log.attack("delete from models.models_events", "delete from models.models_events_ids");
      expect(await found()).toEqual(["REMOVED 1 null (72)"]);
    });

    it("does not tell of what is not sealed yet", async () => {
      await sealed.log.attack("update models.models_events set event_version = 2 where seq_id = 75");
      expect(await sealed.log.verify()).toMatchObject({ intact: true, unsealed: 8 });
    });

    it("shows that what the database remembers of the seals was made up", async () => {
      await sealed.log.attack("update models.models_events_seal set hash = 'x'");
      expect(await found()).toEqual(["SEALS_BROKEN at line 4: seal 3 is not as the database remembers it"]);
      await sealed.log.attack("delete from models.models_events_seal");
      expect(await found()).toEqual([
        "SEALS_BROKEN at line 5: the database's record of the last seal was removed",
      ]);
    });

    it("shows what an older database, put in its place and appended to, does not have any more", async () => {
      await sealed.log.attack(
        "delete from models.models_events where seq_id > 45",
        "delete from models.models_events_ids where seq_id > 45",
        "update models.models_events_head set head = 45",
        "update models.models_events_seal set (seal, position, hash) = (1, 40, (select 'x'))",
      );
      expect((await found()).at(-1)).toBe("REMOVED 46 null (27)");
      await sealed.log.append(35);
      expect((await found()).at(-1)).toBe("ALTERED 46 e-81 (1)");
    });

    it("shows it also when the seals themselves were made anew, with another key", async () => {
      await sealed.log.attack("update models.models_events set event_version = 2 where seq_id = 57");
      await sealed.log.rewrite([]);
      await sealed.log.attack("update models.models_events_seal set seal = -1, position = 0, hash = ''");
      const key = sealKey(secretOf("the attacker's key"));
      await sealBatch({ ...sealed.log.sealing, key });
      expect(await sealed.log.verify({ publicKey: undefined })).toMatchObject({
        intact: true,
        publicKey: key.publicKey,
      });
      expect(await found()).toEqual(["SEALS_BROKEN at line 1: its signature is not that of the key"]);
    });
  });

  it("whose loss was accepted is sealed anew from its beginning", async () => {
    await sealed.log.attack(
      "delete from models.models_events where seq_id > 45",
      "update models.models_events_head set head = 45",
      // What docs/seals.md says to do, besides putting the file aside.
      "update models.models_events_seal set seal = -1, position = 0, hash = ''",
    );
    await sealed.log.rewrite([]);
    expect(await sealed.log.seal()).toMatchObject({ kind: "SEALED", sealed: 45 });
    expect(await sealed.log.verify()).toMatchObject({ intact: true, sealed: 45, unsealed: 0 });
  });

  it("names in its first line its context and the public key", async () => {
    const [first = ""] = await sealed.log.lines();
    expect(JSON.parse(first) as Genesis).toMatchObject({
      seal: 0,
      context: "models",
      publicKey: sealed.log.sealing.key.publicKey,
    });
  });
});
