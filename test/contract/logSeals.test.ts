import { rm } from "node:fs/promises";
import { dutyUrl, openDatabase } from "@datamesh/kernel/postgres";
import { sealBatch } from "@datamesh/kernel/postgres/seals";
import { type Genesis, type Seal, sealKey, sealLine } from "@datamesh/kernel/seal";
import { secretOf, type SealedLog, startSealedLog } from "../support/sealedLog.ts";

/** Rows of the log from here on move by so many positions, with the ids that lead to them. */
const renumber = (from: number, by: number): readonly string[] => [
  `update models.models_events set seq_id = -seq_id where seq_id >= ${from}`,
  `update models.models_events set seq_id = -seq_id + ${by} where seq_id < 0`,
  `update models.models_events_ids set seq_id = seq_id + ${by} where seq_id >= ${from}`,
  `update models.models_events_head set head = head + ${by}`,
];

describe("a sealed log", () => {
  let log: SealedLog;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    log = await startSealedLog();
    // Where rows can be put aside while they are renumbered.
    await log.attack(
      "create table models.aside partition of models.models_events for values from (minvalue) to (1)",
    );
    // Seals over 1 to 40, 41 to 42, 43 to 72, and eight events that are not sealed yet.
    for (const count of [40, 2, 30]) {
      await log.append(count);
      await log.seal();
    }
    await log.append(8);
    restore = await log.remember();
  });
  afterEach(() => restore());
  afterAll(() => log.stop());

  /** The first thing that is found, in short. */
  const found = async (options?: Parameters<SealedLog["verify"]>[0]) => {
    const { tampering } = await log.verify(options);
    return tampering.map((each) =>
      each.kind === "SEALS_BROKEN"
        ? `SEALS_BROKEN at line ${each.line}: ${each.reason}`
        : `${each.kind} ${each.position} ${each.eventId} (${each.count})`,
    );
  };

  it("that nobody touched is intact as far as it is sealed", async () => {
    const verdict = await log.verify();
    expect(verdict).toMatchObject({ intact: true, tampering: [], head: 80, sealed: 72, unsealed: 8 });
    expect(verdict).toMatchObject({ lastSeal: { seal: 3 }, publicKey: log.sealing.key.publicKey });
    await log.seal();
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 80, unsealed: 0 });
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
      await log.attack(`update models.models_events set ${change} where seq_id = 57`);
      expect(await found()).toEqual([expect.stringMatching(/^ALTERED 57 e-57x? \(1\)$/)]);
    });

    it("is not led astray by casts, search paths and settings that show the verifier what was there before", async () => {
      const role = `"${log.mesh.mesh.prefix}_models_project"`;
      await log.attack(
        "create schema lies",
        "create function lies.before(jsonb) returns text language sql as $$ select replace($1 #>> '{}', '5700', '57') $$",
        "create cast (jsonb as text) with function lies.before(jsonb)",
        "create function lies.quote_ident(text) returns text language sql as $$ select 'null' $$",
        `alter role ${role} set search_path = lies, pg_catalog`,
        `alter role ${role} set timezone = 'Asia/Tokyo'`,
        `update models.models_events set data = jsonb_set(data, '{durationMs}', '5700') where seq_id = 57`,
      );
      const database = openDatabase(dutyUrl(log.mesh.mesh, "models", "project"));
      try {
        expect(await found({ database })).toEqual(["ALTERED 57 e-57 (1)"]);
      } finally {
        await database.end();
        await log.attack(
          "drop cast (jsonb as text)",
          "drop schema lies cascade",
          `alter role ${role} reset search_path`,
          `alter role ${role} set timezone = 'UTC'`,
        );
      }
    });

    it("shows the first of several", async () => {
      await log.attack(
        "update models.models_events set event_version = 2 where seq_id in (71, 42, 41)",
        "update models.models_events_seal set hash = '', seal = 9",
      );
      expect((await found()).at(-1)).toBe("ALTERED 41 e-41 (1)");
    });

    it("shows two events that changed places", async () => {
      await log.attack(
        "update models.models_events set seq_id = -1 where seq_id = 20",
        "update models.models_events set seq_id = 20 where seq_id = 21",
        "update models.models_events set seq_id = 21 where seq_id = -1",
      );
      expect(await found()).toEqual(["ALTERED 20 e-21 (1)"]);
    });

    it("shows where an event was removed, leaving a gap", async () => {
      await log.attack("delete from models.models_events where seq_id = 42");
      expect(await found()).toEqual(["REMOVED 42 e-42 (1)"]);
    });

    it("shows where an event was removed and the rest renumbered", async () => {
      await log.attack("delete from models.models_events where seq_id = 30", ...renumber(31, -1));
      expect(await found()).toEqual(["REMOVED 30 e-30 (1)"]);
    });

    it("shows where events were removed without a trace", async () => {
      await log.attack(
        "delete from models.models_events where seq_id between 30 and 44",
        "delete from models.models_events_ids where seq_id between 30 and 44",
        ...renumber(45, -15),
      );
      expect(await log.verify()).toMatchObject({
        tampering: [{ kind: "REMOVED", position: 30, count: 15, eventId: null, after: "e-29" }],
      });
    });

    it("shows the first event removed at the very beginning", async () => {
      await log.attack("delete from models.models_events where seq_id = 1", ...renumber(2, -1));
      expect(await log.verify()).toMatchObject({
        tampering: [{ kind: "REMOVED", position: 1, eventId: "e-1", after: null }],
      });
    });

    it.each([1, 33, 43])("shows where an event was inserted, at %s", async (position) => {
      await log.attack(
        ...renumber(position, 1),
        `insert into models.models_events select ${position}, 'forged', event_type, event_version, occurred_at,
           recorded_at, data, metadata from models.models_events where seq_id = 60`,
        `insert into models.models_events_ids values ('forged', ${position})`,
      );
      expect(await found()).toEqual([`INSERTED ${position} forged (1)`]);
    });

    it("shows an event that was put before the first", async () => {
      await log.attack(
        `insert into models.models_events select 0, 'forged', event_type, event_version, occurred_at,
           recorded_at, data, metadata from models.models_events where seq_id = 60`,
      );
      expect(await found()).toEqual(["INSERTED 0 forged (1)"]);
    });

    it("shows a tail that was cut off below a seal", async () => {
      await log.attack(
        "delete from models.models_events where seq_id > 70",
        "update models.models_events_head set head = 70",
      );
      expect(await found()).toEqual(["REMOVED 71 e-71 (2)"]);
    });

    it("shows that all of it is gone", async () => {
      await log.attack("delete from models.models_events", "delete from models.models_events_ids");
      expect(await found()).toEqual(["REMOVED 1 null (72)"]);
    });

    it("does not tell of what is not sealed yet", async () => {
      await log.attack("update models.models_events set event_version = 2 where seq_id = 75");
      expect(await log.verify()).toMatchObject({ intact: true, unsealed: 8 });
    });

    it("shows that what the database remembers of the seals was made up", async () => {
      await log.attack("update models.models_events_seal set hash = 'x'");
      expect(await found()).toEqual(["SEALS_BROKEN at line 4: seal 3 is not as the database remembers it"]);
      await log.attack("delete from models.models_events_seal");
      expect(await found()).toEqual([
        "SEALS_BROKEN at line 5: the database's record of the last seal was removed",
      ]);
    });

    it("shows what an older database, put in its place and appended to, does not have any more", async () => {
      await log.attack(
        "delete from models.models_events where seq_id > 45",
        "delete from models.models_events_ids where seq_id > 45",
        "update models.models_events_head set head = 45",
        "update models.models_events_seal set (seal, position, hash) = (1, 40, (select 'x'))",
      );
      expect((await found()).at(-1)).toBe("REMOVED 46 null (27)");
      await log.append(35);
      expect((await found()).at(-1)).toBe("ALTERED 46 e-81 (1)");
    });

    it("shows it also when the seals themselves were made anew, with another key", async () => {
      await log.attack("update models.models_events set event_version = 2 where seq_id = 57");
      await log.rewrite([]);
      await log.attack("update models.models_events_seal set seal = -1, position = 0, hash = ''");
      const key = sealKey(secretOf("the attacker's key"));
      await sealBatch({ ...log.sealing, key });
      expect(await log.verify({ publicKey: undefined })).toMatchObject({
        intact: true,
        publicKey: key.publicKey,
      });
      expect(await found()).toEqual(["SEALS_BROKEN at line 1: its signature is not that of the key"]);
    });
  });

  describe("whose seals file was changed", () => {
    const read = async () => (await log.lines()) as string[];

    it.each([1, 2, 3, 4])("shows that line %s was removed", async (line) => {
      const lines = await read();
      await log.rewrite(lines.toSpliced(line - 1, 1));
      expect(await found()).toEqual([expect.stringMatching(new RegExp(`^SEALS_BROKEN at line ${line}: `))]);
    });

    it.each([1, 2, 3])("shows that lines %s and the next changed places", async (line) => {
      const lines = await read();
      const [one = "", next = ""] = lines.slice(line - 1, line + 1);
      await log.rewrite(lines.toSpliced(line - 1, 2, next, one));
      expect(await found()).toEqual([expect.stringMatching(new RegExp(`^SEALS_BROKEN at line ${line}: `))]);
    });

    it.each([1, 2, 3, 4])("shows that a byte of line %s was changed, whichever it is", async (line) => {
      const lines = await read();
      const text = lines[line - 1] ?? "";
      for (let at = 0; at < text.length; at += 7) {
        const other = text[at] === "0" ? "1" : "0";
        await log.rewrite(lines.with(line - 1, `${text.slice(0, at)}${other}${text.slice(at + 1)}`));
        expect([at, (await log.verify()).tampering[0]]).toEqual([
          at,
          expect.objectContaining({ kind: "SEALS_BROKEN", line }),
        ]);
      }
    });

    it("shows that it was cut off, at a line or within one", async () => {
      const lines = await read();
      await log.rewrite(lines.slice(0, 2));
      expect(await found()).toEqual([
        "SEALS_BROKEN at line 3: seal 3 is missing, and the database remembers it",
      ]);
      await log.rewrite([...lines.slice(0, 3), (lines[3] ?? "").slice(0, 50)]);
      expect(await found()).toEqual([
        "SEALS_BROKEN at line 4: seal 3 is missing, and the database remembers it",
      ]);
      await log.rewrite([]);
      const missing = ["SEALS_BROKEN at line 1: seal 3 is missing, and the database remembers it"];
      expect(await found()).toEqual(missing);
      await rm(log.sealing.path);
      expect(await found()).toEqual(missing);
    });

    it("shows that it was cut off together with the database's memory, to whoever wrote a seal down", async () => {
      const { lastSeal } = await log.verify();
      const lines = await read();
      await log.rewrite(lines.slice(0, 3));
      const previous = (JSON.parse(lines[3] ?? "") as Seal).previous;
      await log.attack(`update models.models_events_seal set seal = 2, position = 42, hash = '${previous}'`);
      expect(await log.verify()).toMatchObject({ intact: true, sealed: 42, unsealed: 38 });
      expect(await found({ anchor: lastSeal! })).toEqual([
        "SEALS_BROKEN at line 4: seal 3 is missing, and it was written down",
      ]);
    });

    it("shows a line that was written by whoever has not the key, and where another log's stands", async () => {
      const lines = await read();
      const seal = JSON.parse(lines[1] ?? "") as Seal & { signature?: string };
      delete seal.signature;
      const forged = sealLine(seal, sealKey(secretOf("another key")));
      await log.rewrite(lines.with(1, forged));
      expect((await found())[0]).toBe("SEALS_BROKEN at line 2: its signature is not that of the key");
      await log.rewrite([...lines, sealLine({ ...seal, context: "lending" }, log.sealing.key)]);
      expect((await found())[0]).toBe('SEALS_BROKEN at line 5: it is of the log of "lending"');
    });

    it("names the events that differ as far as the seals are sound", async () => {
      await log.attack("update models.models_events set event_version = 2 where seq_id = 7");
      const lines = await read();
      await log.rewrite(lines.slice(0, 3));
      expect(await found()).toEqual([
        "SEALS_BROKEN at line 4: seal 3 is missing, and the database remembers it",
        "ALTERED 7 e-7 (1)",
      ]);
    });
  });

  it("names where it may be when somebody found another event with the same mark", async () => {
    const lines = (await log.lines()) as string[];
    const { signature: _signature, ...seal } = JSON.parse(lines.at(-1) ?? "") as Seal & { signature: string };
    const forged = sealLine(
      { ...seal, root: secretOf("another root").toString("base64url") },
      log.sealing.key,
    );
    await log.rewrite(lines.with(-1, forged));
    expect((await log.verify()).tampering.at(-1)).toMatchObject({
      kind: "ALTERED",
      position: 43,
      upTo: 72,
      eventId: null,
    });
  });

  it("whose loss was accepted is sealed anew from its beginning", async () => {
    await log.attack(
      "delete from models.models_events where seq_id > 45",
      "update models.models_events_head set head = 45",
      // What docs/seals.md says to do, besides putting the file aside.
      "update models.models_events_seal set seal = -1, position = 0, hash = ''",
    );
    await log.rewrite([]);
    expect(await log.seal()).toMatchObject({ kind: "SEALED", sealed: 45 });
    expect(await log.verify()).toMatchObject({ intact: true, sealed: 45, unsealed: 0 });
  });

  it("names in its first line its context and the public key", async () => {
    const [first = ""] = await log.lines();
    expect(JSON.parse(first) as Genesis).toMatchObject({
      seal: 0,
      context: "models",
      publicKey: log.sealing.key.publicKey,
    });
  });
});
