import { anyone } from "../policy/index.ts";
import { id, type InputBuilders, text, upstream } from "../product/index.ts";
import type { Bump } from "./bump.ts";
import { checkRelease, type ReleaseTerms } from "./checkRelease.ts";
import { declared, FIELDS, Happened, published } from "./sampleVersions.ts";
import type { RowsComputed } from "./weighRows.ts";

type Builders = InputBuilders<Record<string, unknown>>;

const first = published();
const problemsOf = (changes: object, terms?: ReleaseTerms): readonly string[] =>
  checkRelease([first], declared(changes), terms).problems;
const agreed: ReleaseTerms = {
  approvals: [{ by: "Ada", reason: "audit 12", at: "2026-11-23T00:00:00.000Z" }],
};
const loosened = { policy: { ...first.contract.policy, read: anyone } };
const doubled = {
  from: ({ on }: Builders) => [on(Happened, (e) => ({ key: e.data.key, n: e.data.n * 2 }))],
};
const extended = { ...FIELDS, extra: text().optional() };

describe("checking a release", () => {
  it("passes the first version, and what is as it was published", () => {
    expect(checkRelease([], declared())).toMatchObject({
      comparedWith: null,
      isPublished: false,
      problems: [],
    });
    expect(checkRelease([first], declared())).toMatchObject({
      comparedWith: "1.0.0",
      isPublished: true,
      differences: [],
      problems: [],
    });
  });

  it("refuses a published version that is no longer what was published", () => {
    expect(problemsOf({ description: "Other things." })).toEqual([
      "a patch bump is needed and none declared: declare version 1.0.1",
    ]);
  });

  it("refuses less than is needed, takes what is needed, and takes more", () => {
    const fields = { ...FIELDS, extra: text().optional() };
    expect(problemsOf({ fields, version: "1.0.1" })).toEqual([
      "a minor bump is needed and patch declared: declare version 1.1.0",
    ]);
    expect(problemsOf({ fields, version: "1.1.0" })).toEqual([]);
    expect(checkRelease([first], declared({ fields, version: "2.0.0" }))).toMatchObject({
      needs: "minor",
      declares: "major",
      problems: [],
    });
    const { note: _note, ...fewer } = FIELDS;
    expect(problemsOf({ fields: fewer, version: "1.9.0" })).toEqual([
      "a major bump is needed and minor declared: declare a new major beside 1.0.0, or undo what is major",
    ]);
  });

  it("begins a major version at its beginning", () => {
    expect(problemsOf({ version: "2.1.0" })).toEqual(["version 2.1.0 begins a major version: declare 2.0.0"]);
  });

  it("does not go back behind what is published", () => {
    const versions = [published({ version: "1.2.0" }, [first]), first];
    expect(checkRelease(versions, declared({ version: "1.1.0" })).problems).toEqual([
      "version 1.1.0 is older than 1.2.0, which is published: declare 1.2.0 or a later one",
    ]);
  });

  it("compares a version with the newest of its own major, whatever the others hold", () => {
    const second = published({ version: "2.0.0", fields: extended }, [first]);
    const versions = [
      second,
      published({ version: "1.10.0" }, [first]),
      published({ version: "1.9.0" }, [first]),
    ];
    expect(checkRelease(versions, declared({ version: "1.10.1" })).comparedWith).toBe("1.10.0");
    expect(checkRelease(versions, declared({ version: "3.0.0" })).comparedWith).toBe("2.0.0");
  });

  it("wants an approval for a loosened policy", () => {
    const changes = { ...loosened, version: "1.1.0" };
    expect(problemsOf(changes)).toEqual([
      'policy.read: a loosened policy needs an approval, recorded with --approve "NAME: REASON"',
    ]);
    expect(problemsOf(changes, agreed)).toEqual([]);
    expect(published(changes, [first], agreed).releasedAs).toEqual({
      bump: "minor",
      changes: [
        "policy.read: lets in more: every authenticated consumer, instead of role analyst or role compliance",
      ],
      approvals: agreed.approvals,
    });
  });
});

describe("checking changed code", () => {
  const correction: ReleaseTerms = { correction: "points were counted by half", approvals: [] };

  it("takes it for another value, and so for a major version", () => {
    const check = checkRelease([first], declared({ ...doubled, version: "1.1.0" }));
    expect(check.differences).toEqual([
      { path: "fold 1 of HAPPENED", what: "changed: values may change (n)", bump: "major" },
    ]);
    expect(check.problems).toHaveLength(1);
    expect(problemsOf({ ...doubled, version: "2.0.0" })).toEqual([]);
  });

  it("is a patch as a correction, which is recorded", () => {
    const changes = { ...doubled, version: "1.0.1" };
    expect(problemsOf(changes, correction)).toEqual([]);
    expect(published(changes, [first], correction).releasedAs).toEqual({
      bump: "patch",
      correction: "points were counted by half",
      changes: ["fold 1 of HAPPENED: changed: values are corrected (n)"],
      approvals: [],
    });
  });

  it("is no correction when the contract changes with it", () => {
    expect(problemsOf({ ...doubled, fields: extended, version: "1.1.0" }, correction)).toEqual([
      "a correction leaves the contract as it is, and this changes fields.extra",
    ]);
  });

  const people = upstream("people@1", { key: "key", fields: { key: id(), name: text() } });
  it.each<[string, (inputs: Builders) => readonly unknown[]]>([
    ["a fold", ({ on }) => [on(Happened, (e) => ({ extra: "x", key: e.data.key, n: e.data.n }))]],
    [
      "a join",
      ({ on, join }) => [
        on(Happened, (e) => ({ key: e.data.key, n: e.data.n })),
        join(people, { by: "key", take: { extra: "name" } }),
      ],
    ],
    [
      "another fold",
      ({ on }) => [
        on(Happened, (e) => ({ key: e.data.key, n: e.data.n })),
        on(Happened, (e) => ({ key: e.data.key, extra: "x" })),
      ],
    ],
  ])("is minor where %s fills an added field and leaves the others alone", (_what, from) => {
    const check = checkRelease([first], declared({ fields: extended, from, version: "1.1.0" }));
    expect(check.differences).toMatchObject([
      { path: "fields.extra", bump: "minor" },
      { what: expect.stringContaining("for the added fields only") as string, bump: "minor" },
    ]);
    expect(check.problems).toEqual([]);
  });

  it.each<[string, (inputs: Builders) => readonly unknown[], string]>([
    [
      "changes another value too",
      ({ on }) => [on(Happened, (e) => ({ key: e.data.key, n: e.data.n + 1, extra: "x" }))],
      "changed: values may change (n)",
    ],
    [
      "no longer gives another value",
      ({ on }) => [on(Happened, (e) => ({ key: e.data.key, extra: "x" }))],
      "changed: values may change (n)",
    ],
    [
      "brings a spread, which may give anything",
      ({ on }) => [on(Happened, (e) => ({ ...e.data, key: e.data.key, n: e.data.n, extra: "x" }))],
      "changed: values may change (...1)",
    ],
    [
      "names its parameter otherwise, on which everything rests",
      ({ on }) => [on(Happened, (it) => ({ key: it.data.key, n: it.data.n, extra: "x" }))],
      "changed: values may change (every one)",
    ],
  ])("is major where a fold fills an added field and %s", (_what, from, what) => {
    const { differences } = checkRelease([first], declared({ fields: extended, from, version: "1.1.0" }));
    expect(differences).toContainEqual({ path: "fold 1 of HAPPENED", what, bump: "major" });
  });

  it("is minor on trust where a fold with an added field is no object literal", () => {
    const from = ({ on }: Builders) => [
      on(Happened, (e) => {
        const { key, n } = e.data;
        return { key, n, extra: "x" };
      }),
    ];
    const { differences } = checkRelease([first], declared({ fields: extended, from, version: "1.1.0" }));
    expect(differences[1]).toEqual({
      path: "fold 1 of HAPPENED",
      what: "changed with the added fields, on trust for them only",
      bump: "minor",
    });
    expect(problemsOf({ from, version: "1.1.0" })).toHaveLength(1);
  });

  it("is major where an input is gone", () => {
    const from = ({ on }: Builders) => [
      on(Happened, (e) => ({ key: e.data.key, n: e.data.n })),
      on(Happened, (e) => ({ key: e.data.key, note: "x" })),
    ];
    const two = published({ from });
    expect(checkRelease([two], declared({ version: "1.1.0" })).differences).toEqual([
      { path: "fold 2 of HAPPENED", what: "removed: values may change (every one)", bump: "major" },
    ]);
  });

  describe("in the light of live rows", () => {
    const rows = (needs: Bump, changes: Partial<RowsComputed> = {}): RowsComputed => ({
      ...{ live: "1.0.0", position: 8, events: 9, findings: [], problem: null },
      ...changes,
      needs,
    });
    const check = (found: RowsComputed, byRows = false, version = "1.0.1") =>
      checkRelease([first], declared({ ...doubled, version }), { approvals: [], rows: found, byRows });

    it("counts the larger of what code and rows need, and shows both", () => {
      expect(check(rows("patch"))).toMatchObject({
        needs: "major",
        differences: [
          { path: "fold 1 of HAPPENED", bump: "major" },
          { path: "rows", bump: "patch", what: "nothing differs; computed from 9 events at position 8" },
        ],
      });
      const findings = [
        { bump: "major", what: "rows gone", field: null, rows: 2, of: 5 },
        { bump: "major", what: "changed", field: "n", rows: 3, of: 5 },
      ] as const;
      const trusted = checkRelease([first], declared({ fields: extended, ...doubled, version: "1.1.0" }), {
        approvals: [],
        rows: rows("major", { findings }),
      });
      expect(trusted.needs).toBe("major");
      expect(trusted.differences.at(-1)?.what).toContain("2 rows gone, n changed in 3;");
    });

    it("lets the rows decide of the code when their owner says so, and of nothing else", () => {
      expect(check(rows("patch"), true)).toMatchObject({ needs: "patch", problems: [] });
      expect(check(rows("major"), true).problems).toHaveLength(1);
      const { note: _note, ...fewer } = FIELDS;
      const removed = declared({ fields: fewer, version: "1.0.1" });
      expect(checkRelease([first], removed, { approvals: [], rows: rows("patch"), byRows: true }).needs).toBe(
        "major",
      );
    });

    it("holds what is live against the declared version when it is not the published one", () => {
      const behind = rows("minor", { live: "0.9.0", problem: "not enough: declare 0.10.0" });
      expect(check(behind, true)).toMatchObject({
        needs: "major",
        problems: [
          expect.stringContaining("a major bump is needed"),
          "0.9.0 is live, and its rows need a minor bump: not enough: declare 0.10.0",
        ],
      });
    });
  });
});
