import type { MetricFamily } from "../../../gateway/admin/index.ts";
import { prometheusText } from "../../../gateway/admin/prometheusText.ts";
import { mergeMetrics } from "./mergeMetrics.ts";

const answered = (value: number): MetricFamily => ({
  name: "answered_total",
  help: "Answers.",
  type: "counter",
  samples: [{ labels: { product: "a" }, value }],
});

describe("the metrics of several workers", () => {
  it("are one family for each name, with a sample of each worker", () => {
    const merged = mergeMetrics(
      new Map([
        ["1", [answered(3)]],
        ["2", [answered(4)]],
      ]),
    );
    expect(prometheusText(merged)).toBe(
      "# HELP answered_total Answers.\n# TYPE answered_total counter\n" +
        'answered_total{worker="1",product="a"} 3\nanswered_total{worker="2",product="a"} 4\n',
    );
  });
});
