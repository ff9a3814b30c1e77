import { type Evidence, computeBump, type RowDifferences, versionProblem } from "./computeBump.ts";

const none: RowDifferences = {
  ...{ live: 10, derived: 10, added: 0, explained: 0, gone: 0, changed: 0 },
  ...{ changedByField: new Map(), filledByField: new Map() },
};
const evidence = (rows: Partial<RowDifferences>, more: Partial<Evidence> = {}): Evidence => ({
  ...{ isSameCode: false, fields: [], newTypes: [] },
  rows: { ...none, ...rows },
  ...more,
});
const changed = { changed: 1, changedByField: new Map([["n", 1]]) };
const added = (what: string, bump: "minor" | "major") => ({ fields: [{ path: "fields.x", what, bump }] });

describe("the bump that rows need", () => {
  it.each<readonly [string, Evidence, string]>([
    ["the same code and rows", evidence({}, { isSameCode: true }), "none"],
    ["the same rows of other code", evidence({}), "patch"],
    ["a value that differs", evidence(changed), "major"],
    ["a value that differs though the code does not", evidence(changed, { isSameCode: true }), "major"],
    ["a value that is corrected", evidence(changed, { correction: "wrong" }), "patch"],
    ["a row gone", evidence({ gone: 1 }), "major"],
    ["a row of newly consumed events", evidence({ added: 2, explained: 2 }, { newTypes: ["A"] }), "minor"],
    ["one more row than those explain", evidence({ added: 3, explained: 2 }, { newTypes: ["A"] }), "major"],
    [
      "a row of newly consumed events and a value that differs",
      evidence({ ...changed, added: 1, explained: 1 }),
      "major",
    ],
    ["a new field", evidence({}, added("added", "minor")), "minor"],
    [
      "a field gone, though values are corrected",
      evidence({}, { ...added("removed", "major"), correction: "x" }),
      "major",
    ],
  ])("%s", (_what, given, needs) => {
    expect(computeBump(given).needs).toBe(needs);
  });

  it("is held against what is declared", () => {
    const minor = computeBump(evidence({}, added("added", "minor")));
    expect(versionProblem("1.0.0", "1.1.0", minor)).toBeNull();
    expect(versionProblem("1.0.0", "1.0.1", minor)).toBe("not enough: declare 1.1.0");
    expect(versionProblem("1.2.0", "1.1.0", minor)).toBe("1.1.0 is older than what is live");
    const major = computeBump(evidence(changed));
    expect(versionProblem("1.0.0", "1.1.0", major)).toMatch(/new major .* or publish 1.0.1 as a correction$/);
    const removed = computeBump(evidence({}, added("removed", "major")));
    expect(versionProblem("1.0.0", "1.1.0", removed)).toBe("not enough: declare a new major beside 1.0.0");
  });
});
