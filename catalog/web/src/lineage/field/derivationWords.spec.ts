import type { FieldEdge } from "../graph/fieldGraph.ts";
import { sampleEdge } from "../testing/sampleLineage.ts";
import { derivationWords } from "./derivationWords.ts";

const within = sampleEdge("credit_events", "scores@1", {}, { eventTypes: ["SCORED"] });
const said = (change: Partial<FieldEdge>): string => {
  const edge: FieldEdge = {
    from: "credit_events:SCORED.data.score",
    to: "scores@1:score",
    derivation: "VALUE",
    accumulated: false,
    within,
    ...change,
  };
  return derivationWords(edge)
    .map((piece) => (typeof piece === "string" ? piece : Object.values(piece).join("")))
    .join("");
};

test("each derivation is told in its own words", () => {
  expect(said({})).toBe("the value of data.score in SCORED of credit_events");
  expect(said({ derivation: "OCCURRENCE" })).toBe("the fact that SCORED happened, in credit_events");
  expect(said({ derivation: "UNKNOWN" })).toBe("SCORED of credit_events, in a way that cannot be told");
});

test("what depends on the row before says so", () => {
  expect(said({ accumulated: true })).toMatch(/, and from what was in the row before$/);
});

test("a join names the field it goes by, and many event types are counted", () => {
  const join = sampleEdge("people@1", "scores@1", {}, { by: "personId" });
  expect(said({ from: "people@1:country", within: join })).toBe(
    "the value of country of people@1, joined by personId",
  );
  const types = ["A", "B", "C"];
  const many = { ...within, eventTypes: types };
  expect(said({ from: "credit_events:A|B|C.data.score", within: many })).toBe(
    "the value of data.score in any of 3 event types of credit_events",
  );
});
