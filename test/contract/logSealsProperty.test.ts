import fc from "fast-check";
import type { TextRow } from "@datamesh/kernel/postgres";
import { type SealedLog, startSealedLog } from "../support/sealedLog.ts";

const EVENTS = 60;

/** For each type of column, another value than the one that is there. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  integer: (column) => `${column} + 1`,
  jsonb: (column) => `jsonb_build_array(${column})`,
  "timestamp(3) with time zone": (column) => `${column} + interval '1 millisecond'`,
};

describe("a random log, in segments of random size,", () => {
  let log: SealedLog;
  let columns: readonly TextRow[];
  let restore: () => Promise<void>;
  beforeAll(async () => {
    log = await startSealedLog();
    const sizes = fc.sample(fc.integer({ min: 1, max: 9 }), EVENTS);
    let appended = 0;
    for (const size of sizes) {
      if (appended >= EVENTS) break;
      await log.append(size);
      await log.seal();
      appended += size;
    }
    await log.attack(
      "create table models.aside partition of models.models_events for values from (minvalue) to (1)",
      "create table models.behind partition of models.models_events for values from (1001) to (maxvalue)",
      "alter table models.models_events drop constraint occurred_within",
    );
    columns = await log.mesh.admin.query({
      text: `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
             where attrelid = 'models.models_events'::regclass and attnum > 0 and not attisdropped`,
    });
    restore = await log.remember();
  });
  afterAll(() => log.stop());

  it("shows a change of any column of any event, and names its position", async () => {
    const names = columns.map(({ name }) => name ?? "");
    expect(names.length).toBeGreaterThan(8);
    await fc.assert(
      fc.asyncProperty(fc.nat(EVENTS - 1), fc.constantFrom(...columns), async (index, { name, type }) => {
        const position = index + 1;
        const other = OTHER[type ?? ""]?.(name ?? "");
        if (other === undefined) throw new Error(`no other value is known for ${name}, a ${type}`);
        // Positions of the log are taken: the event goes behind all others.
        const kind = name === "seq_id" ? "REMOVED" : "ALTERED";
        const changed = name === "seq_id" ? "seq_id + 1000" : other;
        await log.attack(`update models.models_events set ${name} = ${changed} where seq_id = ${position}`);
        const { tampering } = await log.verify();
        await restore();
        expect(tampering).toEqual([expect.objectContaining({ kind, position })]);
      }),
      { numRuns: 60, examples: columns.map((column, index) => [index, column]) },
    );
    expect(await log.verify()).toMatchObject({ intact: true });
  });

  it("shows events that were removed or inserted anywhere and renumbered, and names the first", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(EVENTS - 5),
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        async (index, isMore, count) => {
          const position = index + 1;
          const by = isMore ? count : -count;
          await log.attack(
            ...(isMore
              ? []
              : [`delete from models.models_events where seq_id between ${position} and ${index + count}`]),
            `update models.models_events set seq_id = -seq_id where seq_id >= ${position}`,
            `update models.models_events set seq_id = -seq_id + ${by} where seq_id < 0`,
            ...(isMore ? [forge(position, count)] : []),
          );
          const { tampering } = await log.verify();
          await restore();
          const kind = isMore ? "INSERTED" : "REMOVED";
          expect(tampering).toEqual([expect.objectContaining({ kind, position, count })]);
        },
      ),
      { numRuns: 40 },
    );
    expect(await log.verify()).toMatchObject({ intact: true });
  });
});

/** Puts so many events there that are copies of the one before the gap, or behind it, but for their ids. */
const forge = (position: number, count: number): string =>
  `insert into models.models_events
   select ${position} + n, 'forged-' || n, event_type, event_version, occurred_at, recorded_at, data, metadata
   from generate_series(0, ${count - 1}) n,
     (select * from models.models_events order by abs(seq_id - ${position}) limit 1) e`;
