import fc from "fast-check";
import type { RecordedEvent } from "../event/index.ts";
import { event, remove, z } from "../index.ts";
import { position } from "../log/index.ts";
import { id, int, list, text } from "../product/index.ts";
import type { AccumulatingInput, Change, EventInput, FoldContext } from "../product/input.ts";
import { fieldSources } from "./fieldSources.ts";

const Sold = event("SOLD", {
  description: "Something was sold.",
  data: {
    key: z.string(),
    total: z.int(),
    note: z.string().optional(),
    buyer: z.object({ name: z.string(), city: z.string() }),
    items: z.array(z.object({ sku: z.string(), price: z.int() })),
    tags: z.record(z.string(), z.string()),
  },
});
interface Sale {
  readonly key: string;
  readonly total: number;
  readonly note?: string;
  readonly buyer: { readonly name: string; readonly city: string };
  readonly items: readonly { readonly sku: string; readonly price: number }[];
  readonly tags: Readonly<Record<string, string>>;
}
type SaleEvent = RecordedEvent<Sale>;
interface Row {
  key: string;
  total: number;
  note: string;
  name: string;
  skus: string[];
}
const product = {
  key: "key",
  fields: { key: id(), total: int(), note: text(), name: text(), skus: list(text()) },
};

type Fold = (e: SaleEvent) => Change<Row>;
const of = (fold: Fold) =>
  fieldSources(product, { kind: "events", event: Sold, fold } as unknown as EventInput<
    Record<string, unknown>
  >);
const ofAccumulated = (options: {
  key: (e: SaleEvent) => string | readonly string[] | undefined;
  distinct?: (e: SaleEvent) => string;
  accumulate: (row: Row | undefined, e: SaleEvent, context: FoldContext) => Change<Row>;
}) =>
  fieldSources(product, { kind: "accumulate", event: Sold, ...options } as unknown as AccumulatingInput<
    Record<string, unknown>
  >);
const helper = (e: SaleEvent): Change<Row> => ({ key: e.data.key });
const EVERYTHING = { key: ["event"], total: ["event"], note: ["event"], name: ["event"], skus: ["event"] };

/** Folds, and what each says of the fields it sets. */
// prettier-ignore
const FOLDS: readonly [string, Fold, Record<string, readonly string[]>][] = [
  ["names fields", (e) => ({ key: e.data.key, total: e.data.total }), { key: ["data.key"], total: ["data.total"] }],
  ["computes", (e) => ({ key: e.data.key, total: Math.round(300 + e.data.total * 0.55) }), { key: ["data.key"], total: ["data.total"] }],
  ["destructures its parameter", ({ data: { key, ...rest }, occurredAt }) => ({ key, note: occurredAt, ...rest }), { key: ["data.key"], total: ["data.total"], note: ["data.note", "occurredAt"] }],
  ["spreads the payload", (e) => ({ ...e.data, name: e.type } as Partial<Row>), { key: ["data.key"], total: ["data.total"], note: ["data.note"], name: ["type"] }],
  ["spreads and then overrides", (e) => ({ ...e.data, total: 0 } as Partial<Row>), { key: ["data.key"], total: [], note: ["data.note"] }],
  ["lets the payload override", (e) => ({ ...{ total: e.position }, ...e.data } as Partial<Row>), { key: ["data.key"], total: ["data.total"], note: ["data.note"] }],
  ["spreads a part", (e) => ({ key: e.data.key, ...e.data.buyer }), { key: ["data.key"], name: ["data.buyer.name"] }],
  ["reads a nested part", (e) => ({ key: e.data.key, name: e.data.buyer.name.trim().toUpperCase() }), { key: ["data.key"], name: ["data.buyer.name"] }],
  ["looks up a table by type", (e) => { const table: Record<string, string> = { SOLD: "sold" }; const found = table[e.type]; return { key: e.data.key, note: found ?? "other" }; }, { key: ["data.key"], note: ["type"] }],
  ["spreads on a condition", (e) => ({ key: e.data.key, ...(e.data.note === undefined ? {} : { total: e.data.total }) }), { key: ["data.key"], total: ["data.note", "data.total"] }],
  ["spreads what and holds", (e) => ({ key: e.data.key, ...(e.data.note !== undefined && { note: "yes" }) }), { key: ["data.key"], note: ["data.note"] }],
  ["answers early", (e) => { if (e.data.total === 0) return undefined; return { key: e.data.key }; }, { key: ["data.key", "data.total"] }],
  ["assigns in a branch", (e) => { let name = "nobody"; if (e.type === "SOLD") name = e.data.buyer.name; return { key: e.data.key, name }; }, { key: ["data.key"], name: ["data.buyer.name", "type"] }],
  ["adds up in a loop", (e) => { let total = 0; for (const item of e.data.items) total += item.price; return { key: e.data.key, total }; }, { key: ["data.key"], total: ["data.items.price"] }],
  ["adds up by reducing", (e) => ({ key: e.data.key, total: e.data.items.reduce((sum, { price }) => sum + price, 0) }), { key: ["data.key"], total: ["data.items.price"] }],
  ["makes a row of each element", (e) => e.data.items.map((item) => ({ key: item.sku, total: item.price })), { key: ["data.items.sku"], total: ["data.items.price"] }],
  ["makes rows one by one", (e) => { const rows: Partial<Row>[] = []; for (const { sku } of e.data.items) rows.push({ key: sku, note: e.occurredAt }); return rows; }, { key: ["data.items.sku"], note: ["occurredAt"] }],
  ["keeps a list", (e) => ({ key: e.data.key, skus: e.data.items.filter(({ price }) => price > 0).map(({ sku }) => sku) }), { key: ["data.key"], skus: ["data.items.price", "data.items.sku"] }],
  ["sets properties afterwards", (e) => { const row: Partial<Row> = {}; const same = row; row.key = e.data.key; if (e.data.total > 9) same.note = "many"; return row; }, { key: ["data.key"], note: ["data.total"] }],
  ["sets properties of what it has kept already", (e) => { const rows: Partial<Row>[] = []; const row: Partial<Row> = {}; rows.push(row); row.key = e.data.key; row.total = e.data.total; return rows; }, { key: ["data.key"], total: ["data.total"] }],
  ["sets properties of one of two", (e) => { const [first, second]: Partial<Row>[] = [{ key: e.data.key }, { key: e.type }]; const chosen = e.data.total > 3 ? first! : second!; chosen.note = e.data.buyer.city; return [first!, second!]; }, { key: ["data.key", "type"], note: ["data.buyer.city", "data.total"] }],
  ["changes what a function of its own holds", (e) => { const row: Partial<Row> = { key: e.data.key }; const set = (total: number) => { row.total = total; }; e.data.items.forEach(({ price }) => set(price)); return row; }, { key: ["data.key"], total: ["data.items.price"] }],
  ["counts in a loop", (e) => { let total = 0; for (const _item of e.data.items) total += 1; return { key: e.data.key, total }; }, { key: ["data.key"], total: ["data.items"] }],
  ["counts one by one", (e) => { let total = 0; e.data.items.forEach(({ price }) => { if (price > 0) total++; }); return { key: e.data.key, total }; }, { key: ["data.key"], total: ["data.items.price"] }],
  ["counts by reducing", (e) => ({ key: e.data.key, total: e.data.items.reduce((sum) => sum + 1, 0) }), { key: ["data.key"], total: ["data.items"] }],
  ["measures a list", (e) => { const kept = e.data.items.filter(({ price }) => price > 0); return { key: e.data.key, total: kept.length + e.data.items.length }; }, { key: ["data.key"], total: ["data.items.price"] }],
  ["makes rows on a condition", (e) => { const rows: Partial<Row>[] = [{ key: e.data.key }]; if (e.data.note === "a") rows.push({ key: e.data.buyer.name, note: "a" }); return rows; }, { key: ["data.buyer.name", "data.key", "data.note"], note: ["data.note"] }],
  ["changes what a function holds on a condition", (e) => { const row: Partial<Row> = { key: e.data.key }; const set = () => { row.note = "many"; }; if (e.data.total > 3) set(); return row; }, { key: ["data.key"], note: ["data.total"] }],
  ["repeats while", (e) => { let total = 0; while (total < e.data.total) total += 2; return { key: e.data.key, total }; }, { key: ["data.key"], total: ["data.total"] }],
  ["calls a function of its own", (e) => { const clean = (value: string) => value.trim(); function upper(value: string) { return clean(value).toUpperCase(); } return { key: e.data.key, name: upper(e.data.buyer.name) }; }, { key: ["data.key"], name: ["data.buyer.name"] }],
  ["calls itself", (e) => { const times = (value: string, n: number): string => (n === 0 ? value : times(value, n - 1)); return { key: e.data.key, note: times(e.data.buyer.city, 3) }; }, { key: ["data.key"], note: ["data.buyer.city"] }],
  ["switches", (e) => { switch (e.data.total) { case 0: return { key: e.data.key, note: "none" }; default: return { key: e.data.key, note: e.data.buyer.city }; } }, { key: ["data.key", "data.total"], note: ["data.buyer.city", "data.total"] }],
  ["reads what is not told apart", (e) => ({ key: e.data.key, note: e.data.tags["colour"] ?? "" }), { key: ["data.key"], note: ["data.tags"] }],
  ["takes the payload as a whole", (e) => ({ key: e.data.key, note: JSON.stringify(e.data) }), { key: ["data.key"], note: ["data"] }],
  ["assigns into an object", (e) => Object.assign({ key: e.data.key }, { total: e.data.total }), { key: ["data.key"], total: ["data.total"] }],
  ["removes", (e) => (e.data.total < 0 ? remove(e.data.key) : []), { key: ["data.key", "data.total"] }],
  ["sets constants", (e) => ({ key: e.data.key, note: "sold" }), { key: ["data.key"], note: [] }],
  ["shadows a name", (e) => { const total = e.data.total; const inner = ((total: string) => total)(e.data.buyer.name); return { key: e.data.key, total, name: inner }; }, { key: ["data.key"], total: ["data.total"], name: ["data.buyer.name"] }],
  ["tries", (e) => { try { return { key: e.data.key, total: JSON.parse(e.data.note ?? "0") as number }; } catch { return { key: e.data.key }; } }, { key: ["data.key"], total: ["data.note"] }],
  ["is a method", { fold(this: void, e: SaleEvent) { return { key: e.data.key, total: e.data.total }; } }.fold, { key: ["data.key"], total: ["data.total"] }],
];

describe("the sources of fields", () => {
  it.each(FOLDS)("of a fold that %s", (_what, fold, expected) => {
    expect(of(fold)).toEqual(expected);
  });

  // prettier-ignore
  it.each<[string, Fold]>([
    ["has its row made elsewhere", (e) => helper(e)],
    ["makes its row of entries", (e) => Object.fromEntries(Object.entries(e.data)) as Partial<Row>],
    ["names fields by computing", (e) => ({ key: e.data.key, [e.data.note ?? "note"]: 1 })],
    ["uses syntax that is not understood", (e) => { class Sum { total = e.data.total; } return { key: e.data.key, total: new Sum().total }; }],
  ])("of a fold that %s are the event as a whole", (_what, fold) => {
    expect(of(fold)).toEqual(EVERYTHING);
  });

  it("of an accumulating fold are the row as it was, the key, and the member it counts", () => {
    const sources = ofAccumulated({
      key: (e) => e.data.items.map(({ sku }) => sku),
      distinct: (e) => e.data.buyer.name,
      accumulate: (row, e, { key, firstSeen }) => ({
        key,
        total: (row?.total ?? 0) + (firstSeen ? 1 : 0),
        note: row?.name ?? e.occurredAt,
        name: e.data.buyer.city,
      }),
    });
    expect(sources).toEqual({
      key: ["data.items.sku"],
      total: ["data.buyer.name", "data.items.sku", "row.total"],
      note: ["occurredAt", "row.name"],
      name: ["data.buyer.city"],
    });
  });

  it("of a row that goes on as it was are its own fields", () => {
    const sources = ofAccumulated({ key: (e) => e.data.key, accumulate: (row) => ({ ...row, total: 1 }) });
    expect(sources).toEqual({
      key: ["data.key", "row.key"],
      total: [],
      note: ["row.note"],
      name: ["row.name"],
      skus: ["row.skus"],
    });
  });
});

describe("a part of the event that is no source of a field", () => {
  const word = fc.constantFrom("", "0", "a", "bb");
  const sale = fc.record<Sale>({
    key: word,
    total: fc.integer({ min: -1, max: 10 }),
    note: word,
    buyer: fc.record({ name: word, city: word }),
    items: fc.array(fc.record({ sku: word, price: fc.integer({ min: -1, max: 3 }) }), { maxLength: 3 }),
    tags: fc.dictionary(fc.constantFrom("colour", "size"), word),
  });
  const recorded = (data: Sale): SaleEvent => ({
    id: "an-event",
    type: "SOLD",
    version: 1,
    position: position(1),
    occurredAt: "2026-01-01T00:00:00.000Z",
    recordedAt: "2026-01-01T00:00:00.000Z",
    data,
  });
  const rowsOf = (fold: Fold, data: Sale): readonly Partial<Row>[] => {
    const change = fold(recorded(data));
    const changes = change === undefined ? [] : Array.isArray(change) ? change : [change];
    return (changes as readonly Partial<Row>[]).map((each) => ({ ...each }));
  };

  it.each(FOLDS)("does not change it, in a fold that %s", (_what, fold, _expected) => {
    const sources = of(fold);
    const parts = ["key", "total", "note", "buyer", "items", "tags"] as const;
    fc.assert(
      fc.property(sale, sale, fc.constantFrom(...parts), (before, other, part) => {
        const after = { ...before, [part]: other[part] };
        const [rows, changed] = [rowsOf(fold, before), rowsOf(fold, after)];
        for (const field of Object.keys(product.fields) as (keyof Row)[]) {
          const known = (sources[field] ?? []).some(
            (path) => path === "data" || path.startsWith(`data.${part}`),
          );
          if (known || rows.length !== changed.length) continue;
          expect(changed.map((row) => row[field])).toEqual(rows.map((row) => row[field]));
        }
      }),
    );
  });
});
