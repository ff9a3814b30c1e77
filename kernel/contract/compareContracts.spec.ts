import { anyone, nobody, purpose, role, anyOf, allOf, consumer } from "../policy/index.ts";
import { date, decimal, enumOf, id, int, link, list, openEnumOf, text } from "../product/index.ts";
import type { Bump } from "./bump.ts";
import { compareContracts } from "./compareContracts.ts";
import type { Contract } from "./contract.ts";
import type { Difference } from "./difference.ts";
import { declared, FIELDS } from "./sampleVersions.ts";

const base = declared().contract;
const contractWith = (changes: object): Contract => declared(changes).contract;
const withField = (field: object): Contract => contractWith({ fields: { ...FIELDS, extra: field } });
const withPolicy = (policy: object): Contract => contractWith({ policy: { ...base.policy, ...policy } });
const withSla = (sla: object): Contract => contractWith({ sla: { ...base.sla, ...sla } });
const link1 = { other: link("people@1", { by: "key", key: "key" }) };

const inWords = (differences: readonly Difference[]): readonly string[] =>
  differences.map(
    ({ bump, path, what, loosensPolicy }) => `${bump}${loosensPolicy === true ? "+" : ""} ${path}: ${what}`,
  );

// prettier-ignore
/** Changes of a contract: the bump of each, and that of taking it back. `+` wants an approval. */
const CHANGES: readonly (readonly [string, Bump | "minor+", Bump | "minor+", Contract, Contract])[] = [
  ["an added field", "minor", "major", base, withField(text().optional())],
  ["a retyped field", "major", "major", withField(int()), withField(text())],
  ["a wider decimal", "major", "major", withField(decimal(10, 2)), withField(decimal(12, 2))],
  ["a list of something else", "major", "major", withField(list(int())), withField(list(text()))],
  ["a field that may now be null", "major", "minor", withField(int()), withField(int().optional())],
  ["a new value of a closed enum", "major", "major", withField(enumOf("A")), withField(enumOf("A", "B"))],
  ["a new value of an open enum", "minor", "major", withField(openEnumOf("A")), withField(openEnumOf("A", "B"))],
  ["a new value in a list", "minor", "major", withField(list(openEnumOf("A"))), withField(list(openEnumOf("A", "B")))],
  ["an enum that is opened", "major", "major", withField(enumOf("A")), withField(openEnumOf("A"))],
  ["another unit", "major", "major", withField(int().unit("EUR")), withField(int().unit("USD"))],
  ["a unit where there was none", "minor", "major", withField(int()), withField(int().unit("EUR"))],
  ["another meaning", "major", "major", withField(int().means("net")), withField(int().means("gross"))],
  ["a meaning where there was none", "minor", "major", withField(int()), withField(int().means("net"))],
  ["an identifier", "major", "minor+", withField(id()), withField(id().subject())],
  ["another mask", "major", "major", withField(text().personal({ mask: "initials" })), withField(text().personal({ mask: "lastFour" }))],
  ["a mask that shows nothing", "major", "minor+", withField(text().personal({ mask: "initials" })), withField(text().personal({ mask: "redacted" }))],
  ["a field only some may read", "major", "minor+", withField(text()), withField(text().readableBy(role("risk")))],
  ["an index", "patch", "patch", withField(int()), withField(int().indexed())],
  ["other words on a field", "patch", "patch", withField(int().describe("a")), withField(int().describe("b"))],
  ["one more reader", "minor+", "major", base, withPolicy({ read: anyOf(role("analyst"), role("compliance"), consumer("x")) })],
  ["another reader instead", "major", "major", base, withPolicy({ read: role("frontend") })],
  ["readers with a purpose only", "major", "minor+", base, withPolicy({ read: allOf(anyOf(role("analyst"), role("compliance")), purpose("reporting")) })],
  ["everybody unmasked", "minor+", "major", base, withPolicy({ unmask: anyone })],
  ["one more writer", "minor+", "major", base, withPolicy({ write: role("loader") })],
  ["one more purpose", "minor", "major", base, withPolicy({ purposes: ["reporting", "marketing"] })],
  ["a longer retention", "minor+", "major", base, withPolicy({ retention: "6y" })],
  ["hidden from those who may not read it", "major", "minor+", base, withPolicy({ hidden: true })],
  ["one more regime", "minor", "minor+", base, withPolicy({ compliance: ["GDPR", "CCPA"] })],
  ["a slower answer", "major", "minor", base, withSla({ latencyP95: "101ms" })],
  ["older rows", "major", "minor", base, withSla({ freshness: "2m" })],
  ["fewer answers", "major", "minor", base, withSla({ availability: "99%" })],
  ["missing events", "major", "minor", base, withSla({ completeness: "99.99%" })],
  ["a heartbeat", "minor", "major", base, withSla({ heartbeat: "1h" })],
  ["a slower heartbeat", "major", "minor", withSla({ heartbeat: "1h" }), withSla({ heartbeat: "2h" })],
  ["a link", "minor", "major", base, contractWith({ links: link1 })],
  ["a link to elsewhere", "major", "major", contractWith({ links: link1 }), contractWith({ links: { other: { ...link1.other, product: "people@2" } } })],
  ["no history any more", "major", "minor", base, { ...base, history: false }],
  ["a smaller page", "major", "minor", base, { ...base, pageLimit: 500 }],
  ["another context", "major", "major", base, { ...base, context: "elsewhere" }],
  ["another description", "patch", "patch", base, contractWith({ description: "Other things." })],
  ["another contact", "patch", "patch", base, contractWith({ owner: { ...base.owner, contact: "b@c.example" } })],
  ["another title", "patch", "patch", base, { ...base, title: "Stuff" }],
  ["an announced end", "patch", "patch", base, contractWith({ deprecated: { since: "2026-01-01", sunset: "2026-07-01", use: "things@2" } })],
];

describe("the difference between contracts", () => {
  it.each(CHANGES)("by %s is %s, and taken back %s", (_what, bump, back, before, after) => {
    const bumps = (from: Contract, to: Contract): readonly string[] =>
      compareContracts(from, to).map((each) => `${each.bump}${each.loosensPolicy === true ? "+" : ""}`);
    expect(new Set(bumps(before, after))).toEqual(new Set([bump]));
    expect(new Set(bumps(after, before))).toEqual(new Set([back]));
  });

  it("is nothing between a contract and itself, however it is written down", () => {
    const same = contractWith({
      version: "1.0.1",
      fields: Object.fromEntries(Object.entries(FIELDS).toReversed()),
      sla: { latencyP95: "100ms", freshness: "60s", availability: "99.90%", completeness: "100%" },
      policy: { ...base.policy, read: anyOf(anyOf(role("compliance"), nobody), role("analyst")) },
    });
    expect(compareContracts(base, same)).toEqual([]);
  });

  it("is major where another field becomes the key", () => {
    const fields = { ...FIELDS, other: id() };
    expect(
      inWords(compareContracts(contractWith({ fields }), contractWith({ fields, key: "other" }))),
    ).toEqual(['major key: changed from "key" to "other"']);
  });

  it("tells a field that looks renamed", () => {
    const { note, ...rest } = FIELDS;
    expect(inWords(compareContracts(base, contractWith({ fields: { ...rest, remark: note } })))).toEqual([
      'major fields.note: removed; "remark" is declared alike: renamed?',
      "minor fields.remark: added",
    ]);
    const other = contractWith({ fields: { ...rest, remark: date().optional() } });
    expect(inWords(compareContracts(base, other))[0]).toBe("major fields.note: removed");
  });

  it("is major in two ways for a field that becomes personal", () => {
    const after = withField(text().personal({ mask: "initials" }));
    expect(inWords(compareContracts(withField(text()), after))).toEqual([
      "major fields.extra: classified personal instead of internal",
      "major fields.extra.mask: initials is new",
    ]);
  });

  it("says of rules who is let in now, and who was", () => {
    expect(inWords(compareContracts(base, withPolicy({ read: role("analyst") })))).toEqual([
      "major policy.read: no longer lets in everybody it did: role analyst, instead of role analyst or role compliance",
    ]);
  });

  it("is major where an announced end comes nearer, and patch where it is put off", () => {
    const ending = (sunset: string): Contract =>
      contractWith({ deprecated: { since: "2026-01-01", sunset, use: "things@2" } });
    expect(inWords(compareContracts(ending("2026-07-01"), ending("2026-06-30")))).toEqual([
      "major deprecated: to be withdrawn on 2026-06-30, which is before the announced 2026-07-01",
    ]);
    expect(inWords(compareContracts(ending("2026-07-01"), ending("2026-07-02")))).toEqual([
      "patch deprecated: since 2026-01-01, withdrawn 2026-07-02: use things@2",
    ]);
  });
});
