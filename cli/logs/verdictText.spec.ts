import type { LogVerdict, Tampering } from "@datamesh/kernel/postgres/seals";
import { readAnchor } from "./publicKey.ts";
import { standingText } from "./standingText.ts";
import { verdictText } from "./verdictText.ts";

const PATH = "/seals/models.seals";
const INTACT: LogVerdict = {
  context: "models",
  intact: true,
  tampering: [],
  head: 80,
  sealed: 72,
  unsealed: 8,
  lastSeal: { seal: 3, hash: "h".repeat(43), sealedAt: "2026-11-26T02:00:00.000Z" },
  publicKey: "p".repeat(43),
  passedOver: [],
};
const linesOf = (verdict: Partial<LogVerdict>) => verdictText({ ...INTACT, ...verdict }, PATH).split("\n");
const told = (tampering: Tampering) => linesOf({ intact: false, tampering: [tampering] })[1];

describe("a verdict on a log", () => {
  it("says how far it is sealed, and what to write down", () => {
    expect(linesOf({})).toEqual([
      "models: intact, sealed up to position 72, 8 events after it not sealed yet",
      `  last seal   3:${"h".repeat(43)}  of 2026-11-26T02:00:00.000Z`,
      `  public key  ${"p".repeat(43)}`,
      "",
    ]);
    expect(linesOf({ unsealed: 0, head: 72 })[0]).toBe(
      "models: intact, sealed up to position 72, none after it",
    );
    expect(linesOf({ passedOver: [4, 9] })[1]).toMatch(
      /^ {2}passed over {2}2 lines of the seals file.*\(4, 9\)$/,
    );
  });

  it("names what is not as it was", () => {
    const event = { position: 57, count: 1, eventId: "e-57", after: "e-56" };
    expect(linesOf({ intact: false, head: 70 })[0]).toBe(
      "models: NOT as it was sealed, sealed up to position 72, and the log ends at 70",
    );
    expect(told({ kind: "ALTERED", ...event })).toBe('  ALTERED  position 57, event "e-57"');
    expect(told({ kind: "INSERTED", ...event, count: 2 })).toBe(
      '  INSERTED  position 57, event "e-57", 2 events from there on',
    );
    expect(told({ kind: "REMOVED", ...event, eventId: null })).toBe(
      '  REMOVED  position 57, after event "e-56"',
    );
    expect(told({ kind: "REMOVED", ...event, position: 1, after: null })).toBe(
      '  REMOVED  position 1, event "e-57", before the first event',
    );
    expect(told({ kind: "ALTERED", ...event, upTo: 72 })).toBe(
      "  ALTERED  one of the events at positions 57 to 72",
    );
    expect(told({ kind: "SEALS_BROKEN", line: 4, reason: "seal 3 is missing" })).toBe(
      "  SEALS_BROKEN  line 4 of /seals/models.seals: seal 3 is missing",
    );
  });

  it("does nothing to a terminal that an id asks for", () => {
    const event = { position: 1, count: 1, eventId: "e\u001b[2J", after: null };
    expect(told({ kind: "ALTERED", ...event })).toBe('  ALTERED  position 1, event "e\\u{1b}[2J"');
  });
});

it("the standing of logs is a paragraph each", () => {
  const eventTypes = [
    { type: "A", count: 120 },
    { type: "B", count: 3 },
  ];
  const standing = { context: "models", head: 123, sealed: 123, eventTypes };
  expect(standingText([standing, { context: "empty", head: 0, sealed: null, eventTypes: [] }])).toBe(
    "models: 123 events, all sealed\n  120  A\n    3  B\n\nempty: 0 events, not sealed\n",
  );
});

it("an anchor is a seal as a verdict prints it", () => {
  expect(readAnchor(`3:${"h".repeat(43)}`)).toEqual({ seal: 3, hash: "h".repeat(43) });
  for (const wrong of ["", "3", `:${"h".repeat(43)}`, `3:${"h".repeat(42)}`]) {
    expect(() => readAnchor(wrong)).toThrow("is no seal as log verify prints it");
  }
});
