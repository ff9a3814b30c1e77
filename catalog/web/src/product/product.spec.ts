import { becauseSentence, retentionWords } from "./access/policyWords.ts";
import { readRef, refOf } from "./productRef.ts";
import { eventsToRead } from "./replay/eventsToRead.ts";
import { sourceText } from "./schema/sourceText.ts";
import { pairFields } from "./versions/pairFields.ts";

it("a product's name in an address is read as it is written, and nothing else is one", () => {
  expect(readRef(refOf({ name: "customer-profiles", major: 2 }))).toEqual({
    name: "customer-profiles",
    major: 2,
  });
  expect(["profiles", "Profiles@1", "profiles@x", "../x@1", "@1"].map(readRef)).toEqual(
    Array(5).fill(undefined),
  );
});

it("fields of two contracts stand beside each other, those that are gone last", () => {
  const older = [
    { name: "score", unit: "points" },
    { name: "key", unit: null },
    { name: "old", unit: null },
  ];
  const newer = [
    { name: "key", unit: null },
    { name: "score", unit: "percent" },
    { name: "band", unit: null },
  ];
  expect(pairFields(older, newer).map(({ name, difference }) => [name, difference])).toEqual([
    ["key", "same"],
    ["score", "changed"],
    ["band", "added"],
    ["old", "removed"],
  ]);
});

it("a rebuild reads the events of its types, and their number is unknown while a log is out of reach", () => {
  const streams = [{ log: "a_events", eventTypes: ["X", "Y"] }];
  const held = [
    { type: "X", count: 3 },
    { type: "Y", count: 4 },
    { type: "Z", count: 100 },
  ];
  expect(eventsToRead(streams, [{ name: "a_events", eventTypes: held }])).toBe(7);
  expect(eventsToRead(streams, [{ name: "a_events", eventTypes: null }])).toBeNull();
  expect(eventsToRead(streams, [])).toBeNull();
});

it("what a field comes from is told in words", () => {
  const source = {
    input: "credit_oracle_events",
    eventTypes: ["CREDIT_SCORED"],
    path: "data.score",
    accumulated: false,
  };
  expect(sourceText({ ...source, derivation: "VALUE" })).toBe("score of CREDIT_SCORED");
  expect(sourceText({ ...source, derivation: "OCCURRENCE", accumulated: true })).toBe(
    "each CREDIT_SCORED, and the row before",
  );
  expect(sourceText({ ...source, derivation: "UNKNOWN", path: "event" })).toBe("CREDIT_SCORED as a whole");
  expect(sourceText({ ...source, input: "profiles@1", path: "name", derivation: "VALUE" })).toBe(
    "name of profiles@1",
  );
});

it("a policy is told in words", () => {
  expect([retentionWords("7y"), retentionWords("1d"), retentionWords("for ever")]).toEqual([
    "7 years after a row's last event",
    "1 day after a row's last event",
    "for ever",
  ]);
  expect(becauseSentence("ALLOW", "role analyst")).toBe("You may read it as role analyst.");
  expect(becauseSentence("DENY", "missing team lending")).toBe("What is missing: team lending.");
});
