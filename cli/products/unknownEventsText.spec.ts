import { unknownEventMetrics } from "../../gateway/admin/index.ts";
import { prometheusText } from "../../gateway/admin/prometheusText.ts";
import { unknownEventsText } from "./unknownEventsText.ts";

const once = (type: string) => ({ type, count: 1 });
const reports = [
  { context: "lending", events: [{ type: "A\u001b[2J", count: 2 }, ...["B", "C", "D", "E", "F"].map(once)] },
  { context: "models", events: [once("G")] },
];

test("what no declaration names is told a line for each context, and never obeyed by a terminal", () => {
  expect(unknownEventsText([])).toBe("");
  expect(unknownEventsText(reports).split("\n")).toEqual([
    "datamesh: the log of lending holds 7 events of types that no declaration names: A\\u{1b}[2J (2), B (1), C (1), D (1), E (1), and 1 more types",
    "datamesh: the log of models holds 1 events of types that no declaration names: G (1)",
    "",
  ]);
});

test("it is counted by context for monitoring systems", () => {
  expect(prometheusText(unknownEventMetrics(reports))).toContain(
    'datamesh_log_unknown_events{context="lending"} 7\ndatamesh_log_unknown_events{context="models"} 1\n',
  );
});
