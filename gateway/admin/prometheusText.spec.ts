import { prometheusText } from "./prometheusText.ts";

it("writes help, type and a line for each sample, each ended by a line feed", () => {
  const text = prometheusText([
    {
      name: "datamesh_product_requests_total",
      help: "Requests.",
      type: "counter",
      samples: [
        { labels: { product: "customer-profiles", major: 1, outcome: "answered" }, value: 12 },
        { labels: { product: "customer-profiles", major: 1, outcome: "failed" }, value: 0.5 },
      ],
    },
  ]);
  expect(text).toBe(`# HELP datamesh_product_requests_total Requests.
# TYPE datamesh_product_requests_total counter
datamesh_product_requests_total{product="customer-profiles",major="1",outcome="answered"} 12
datamesh_product_requests_total{product="customer-profiles",major="1",outcome="failed"} 0.5
`);
});

it("writes the parts of a histogram under its name", () => {
  const text = prometheusText([
    {
      name: "seconds",
      help: "Seconds.",
      type: "histogram",
      samples: [
        { suffix: "_bucket", labels: { le: "+Inf" }, value: 3 },
        { suffix: "_sum", value: 0.25 },
        { suffix: "_count", value: 3 },
      ],
    },
  ]);
  expect(text).toContain('\nseconds_bucket{le="+Inf"} 3\nseconds_sum 0.25\nseconds_count 3\n');
});

it("escapes what would end a line or a label", () => {
  const text = prometheusText([
    { name: "m", help: "a\nb\\c", type: "gauge", samples: [{ labels: { l: 'x"y\nz\\' }, value: 1 }] },
  ]);
  expect(text).toContain(String.raw`# HELP m a\nb\\c`);
  expect(text).toContain(String.raw`m{l="x\"y\nz\\"} 1`);
});

it("writes numbers that are none in Prometheus's words", () => {
  const values = [NaN, Infinity, -Infinity].map((value) => ({ value }));
  expect(prometheusText([{ name: "m", help: "M.", type: "gauge", samples: values }])).toMatch(
    /m NaN\nm \+Inf\nm -Inf\n$/,
  );
});

it("leaves out what has no samples", () => {
  expect(prometheusText([{ name: "m", help: "M.", type: "gauge", samples: [] }])).toBe("");
});
