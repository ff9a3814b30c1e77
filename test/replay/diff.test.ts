import { type DataProduct, dataProduct, int, text } from "@datamesh/kernel";
import { Counted, counts, declaration, fields, Found, liveCounts } from "../support/diffedCounts.ts";

const live = liveCounts();
const { diff, shadows } = live;

describe("a diff", () => {
  it("of the code that is live finds nothing, and needs nothing", async () => {
    expect(await diff(counts)).toMatchObject({
      ...{
        code: "",
        live: "1.0.0",
        declared: "1.0.0",
        needs: "none",
        findings: [],
        problem: null,
        samples: [],
      },
      ...{ position: 3, events: 3, inputs: { events: { position: 5 } } },
    });
    expect(await shadows()).toEqual([]);
  });

  it("of other code that makes the same rows needs a patch", async () => {
    const same = dataProduct({
      ...declaration,
      version: "1.0.0",
      fields,
      from: ({ on }) => [on(Counted, ({ data }) => ({ key: data.key, n: data.n, holder: "Ada Lovelace" }))],
    });
    const found = await diff(same);
    expect(found).toMatchObject({ needs: "patch", findings: [], problem: "not enough: declare 1.0.1" });
    expect(found.digest).toBe(found.liveDigest);
    expect(await diff({ ...same, version: "1.0.1" })).toMatchObject({ problem: null });
  });

  it("tells changed values by field, and shows personal ones by their mask", async () => {
    const changed = dataProduct({
      ...declaration,
      version: "1.1.0",
      fields,
      from: ({ on }) => [
        on(Counted, (e) => ({
          key: e.data.key,
          n: e.data.n > 2 ? 0 : e.data.n,
          holder: e.data.n === 1 ? "Grace Hopper" : "Ada Lovelace",
        })),
      ],
    });
    const found = await diff(changed);
    expect(found).toMatchObject({
      needs: "major",
      findings: [
        { bump: "major", what: "changed", field: "n", rows: 1, of: 3 },
        { bump: "major", what: "changed", field: "holder", rows: 1, of: 3 },
      ],
      problem: "not enough: declare a new major beside 1.0.0, or publish 1.0.1 as a correction",
    });
    expect(found.samples).toEqual([
      {
        kind: "CHANGED",
        key: "k1",
        isExplained: false,
        values: [{ field: "holder", before: "A. L.", after: "G. H.", masked: true }],
      },
      {
        kind: "CHANGED",
        key: "k3",
        isExplained: false,
        values: [{ field: "n", before: 3, after: 0, masked: false }],
      },
    ]);
    expect(await diff(changed, { samples: 1 })).toMatchObject({ samples: [{ key: "k1" }] });
    expect(await diff(changed, { correctionOf: () => "counts were wrong" })).toMatchObject({
      needs: "patch",
      correction: "counts were wrong",
      problem: null,
    });
  });

  it("takes rows that newly consumed events bring as minor, and what they do to rows that were there as major", async () => {
    const finding = (keys: readonly string[]) =>
      dataProduct({
        ...declaration,
        version: "1.1.0",
        fields,
        from: ({ on }) => [
          on(Counted, (e) => ({ key: e.data.key, n: e.data.n, holder: "Ada Lovelace" })),
          on(Found, (e) => (keys.includes(e.data.key) ? { key: e.data.key, n: e.data.n } : undefined)),
        ],
      });
    expect(await diff(finding(["k4"]))).toMatchObject({
      needs: "minor",
      newTypes: ["FOUND"],
      events: 5,
      findings: [{ bump: "minor", what: "rows added, by FOUND", rows: 1, of: 4 }],
      samples: [
        {
          kind: "ADDED",
          key: "k4",
          isExplained: true,
          values: [{ field: "n", after: 40 }, { field: "holder" }],
        },
      ],
      problem: null,
    });
    expect(await diff(finding(["k3"]))).toMatchObject({
      needs: "major",
      findings: [{ bump: "major", what: "changed", field: "n", rows: 1 }],
    });
    expect(await shadows()).toEqual([]);
  });

  it("takes new rows of events that were consumed before as major, and so rows that are gone", async () => {
    const shifted = dataProduct({
      ...declaration,
      version: "1.1.0",
      fields,
      from: ({ on }) => [
        on(Counted, (e) => ({
          key: e.data.n === 1 ? "k9" : e.data.key,
          n: e.data.n,
          holder: "Ada Lovelace",
        })),
        on(Found, () => undefined),
      ],
    });
    expect(await diff(shifted)).toMatchObject({
      needs: "major",
      findings: [
        { bump: "major", what: "rows gone", rows: 1, of: 3 },
        { bump: "major", what: "rows added, of events consumed before", rows: 1, of: 3 },
      ],
    });
  });

  it("takes new fields as minor; a required one that cannot be filled costs rows", async () => {
    const banded = (version: string, most: number) =>
      dataProduct({
        ...declaration,
        version,
        fields: { ...fields, band: text().describe("How many, in a word") },
        from: ({ on }) => [
          on(Counted, (e) => ({
            key: e.data.key,
            n: e.data.n,
            holder: "Ada Lovelace",
            ...(e.data.n <= most && { band: "few" }),
          })),
        ],
      });
    expect(await diff(banded("1.1.0", 3))).toMatchObject({
      needs: "minor",
      findings: [{ bump: "minor", what: "added", field: "band", rows: 3, of: 3 }],
      problem: null,
    });
    expect(await diff(banded("1.1.0", 2))).toMatchObject({
      needs: "major",
      quarantined: 1,
      liveQuarantined: 0,
      findings: [
        { bump: "major", what: "rows gone", rows: 1 },
        { bump: "minor", field: "band", rows: 2, of: 2 },
      ],
    });
  });

  it("takes a field that is gone, retyped or may become null as major, whatever its values", async () => {
    const declared = (changes: object, { without = "" } = {}) => {
      const next = Object.entries({ ...fields, ...changes }).filter(([name]) => name !== without);
      return { ...counts, version: "1.1.0", fields: Object.fromEntries(next) } as DataProduct;
    };
    const asText = {
      ...declared({ n: text().describe("The count") }),
      from: dataProduct({
        ...declaration,
        version: "1.0.0",
        fields: { ...fields, n: text().describe("The count") },
        from: ({ on }) => [
          on(Counted, (e) => ({ key: e.data.key, n: String(e.data.n), holder: "Ada Lovelace" })),
        ],
      }).from,
    };
    const bumps = async (product: DataProduct) => {
      const { findings, problem } = await diff(product);
      return [findings.map(({ bump, field, what }) => `${bump} ${field} ${what}`), problem];
    };
    const beside = "not enough: declare a new major beside 1.0.0";
    expect(await bumps(asText)).toEqual([["major n retyped"], beside]);
    expect(await bumps(declared({ n: int().optional().describe("The count") }))).toEqual([
      ["major n may become null"],
      beside,
    ]);
    expect(await bumps(declared({ holder: text().describe("Whose") }))).toEqual([
      ["minor holder no longer null", "minor holder no longer personal", "major holder changed"],
      `${beside}, or publish 1.0.1 as a correction`,
    ]);
  });

  it("does not show what was personal while it is declared to be no longer", async () => {
    const open = { ...counts, fields: { ...fields, holder: text().optional().describe("Whose") } };
    const { samples } = await diff(open);
    expect(samples[0]?.values).toEqual([
      { field: "holder", before: null, after: "Ada Lovelace", masked: false },
    ]);
  });

  it("removes what one that was killed has left", async () => {
    await live.mesh.admin.query({
      text: `create table counting_store.counts_v1_g0 (key text); create table counting_store.counts_v1_g99999 (key text);
             alter table counting_store.counts_v1_g0 owner to "${live.mesh.mesh.prefix}_counting_migrate";
             alter table counting_store.counts_v1_g99999 owner to "${live.mesh.mesh.prefix}_counting_migrate"`,
    });
    expect(await diff(counts)).toMatchObject({ needs: "none" });
    expect(await shadows()).toEqual([]);
  });

  it("of what is not live, or has another key, is refused", async () => {
    const other = { ...counts, name: "others" };
    await expect(diff(other)).rejects.toThrow("others@1 is not live: there is nothing to compare it with");
    const rekeyed = { ...counts, key: "holder" };
    await expect(diff(rekeyed)).rejects.toThrow("another key than what is live");
  });
});
