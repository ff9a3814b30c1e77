import type { ProductDiff } from "@datamesh/kernel/postgres";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import { diffText } from "./diffText.ts";

const diff: ProductDiff = {
  product: "customer-credit-scores@2",
  live: "2.0.0",
  generation: 1,
  revision: { generation: 1, cut: 40, epoch: 0 },
  declared: "2.1.0",
  code: "changed: fold 1 of CREDIT_SCORED; added: field band",
  position: 833,
  inputs: {},
  events: 400,
  newTypes: ["CREDIT_RESCORED"],
  rows: {
    ...{ before: 200, after: 203, added: 3, addedAnyway: 0, gone: 0, changed: 0 },
    ...{ changedByField: new Map(), filledByField: new Map([["band", 203]]) },
  },
  ...{ digest: "d1", liveDigest: "d2", quarantined: 0, liveQuarantined: 0, correction: null, problem: null },
  needs: "minor",
  findings: [
    { bump: "minor", what: "rows added, by CREDIT_RESCORED", field: null, rows: 3, of: 203 },
    { bump: "minor", what: "added", field: "band", rows: 203, of: 203 },
  ],
  samples: [
    {
      kind: "ADDED",
      key: "c-0201",
      isExplained: true,
      values: [
        { field: "score", before: null, after: 612, masked: false },
        { field: "nationalId", before: null, after: "••••4471", masked: true },
        { field: "birthPlace", before: null, after: null, masked: true },
        { field: "note", before: null, after: "a\u001b[31m\u202e note", masked: false },
      ],
    },
  ],
};
const told = (changes: Partial<ProductDiff> = {}): string =>
  diffText({ diff: { ...diff, ...changes }, record: { durationMs: 420 } as ReplayRecord });

describe("a diff in words", () => {
  it("tells where was compared, what differs in how many rows, samples, and the version", () => {
    expect(told()).toBe(
      [
        "customer-credit-scores@2: 2.0.0 is live, 2.1.0 is declared",
        "  at position 833: 200 rows live, 203 derived from 400 events in 0.4 s",
        "  code: changed: fold 1 of CREDIT_SCORED; added: field band",
        "",
        "BUMP   WHAT                            ROWS   SHARE",
        "minor  rows added, by CREDIT_RESCORED     3    1.5%",
        "minor  band: added                      203  100.0%",
        "",
        String.raw`+ "c-0201"  score 612, nationalId "••••4471", birthPlace (masked), note "a\u001b[31m\u{202e} note"  (by new events)`,
        "",
        "needs minor (declared: 2.1.0, live: 2.0.0): ok",
      ].join("\n"),
    );
  });

  it("says so when nothing differs", () => {
    expect(told({ findings: [], samples: [], needs: "patch", code: "" })).toMatch(
      /code: the same\n\nnothing differs: .*\n\nneeds patch \(declared: 2.1.0, live: 2.0.0\): ok$/,
    );
  });

  it("shows a changed row by its values before and after, and what was taken into account", () => {
    const text = told({
      ...{
        correction: "a sum was wrong",
        quarantined: 2,
        newTypes: null,
        problem: "not enough: declare 3.0.0",
      },
      findings: [{ bump: "patch", what: "changed", field: "score", rows: 1, of: 5_000 }],
      samples: [
        {
          kind: "CHANGED",
          key: "c-1",
          isExplained: false,
          values: [
            ...[1, 2, 3, 4, 5, 6, 7].map((n) => ({ field: `f${n}`, before: n, after: null, masked: false })),
          ],
        },
      ],
    });
    expect(text).toContain("  as a correction: a sum was wrong\n");
    expect(text).toContain("  2 events cannot be folded, 0 with the live code\n");
    expect(text).toContain("every new row counts as major");
    expect(text).toContain("patch  score: changed     1   0.1%");
    expect(text).toContain('~ "c-1"  f1 1 -> null, ');
    expect(text).toContain(", and 1 more fields");
    expect(text).toMatch(/: not enough: declare 3.0.0$/);
  });
});
