import { sampleEdge } from "../testing/sampleLineage.ts";
import { fieldGraph, nameOfField, nodeOfField, shortNameOfField } from "./fieldGraph.ts";

test("a part of an event is named with the type of the event, a field of a product by its name", () => {
  const fields = fieldGraph({
    edges: [
      sampleEdge("credit_events", "scores@1", { score: "data.score" }, { eventTypes: ["CREDIT_SCORED"] }),
      sampleEdge("people@1", "scores@1", { country: "country" }),
    ],
  });
  expect(fields.into("scores@1:score").map(({ from }) => from)).toEqual([
    "credit_events:CREDIT_SCORED.data.score",
  ]);
  expect(fields.outOf("people@1:country").map(({ to }) => to)).toEqual(["scores@1:country"]);
  expect(fields.into("scores@1:nothing")).toEqual([]);
});

test("a key tells its node and its field, and many event types are shortened for people", () => {
  const key = "lending_events:A_SUBMITTED|A_ACCEPTED|W_Nabellen offertes.data.amount";
  expect(nodeOfField(key)).toBe("lending_events");
  expect(nameOfField(key)).toBe("A_SUBMITTED|A_ACCEPTED|W_Nabellen offertes.data.amount");
  expect(shortNameOfField(key)).toBe("A_SUBMITTED +2.data.amount");
  expect(shortNameOfField("people@1:country")).toBe("country");
});
