import { bucketOf } from "@datamesh/kernel/sla";
import { readTrafficBatch } from "./readTrafficBatch.ts";

const row = {
  minute: "2026-01-01T10:00:00.000Z",
  product: "customer-profiles",
  major: 1,
  version: "1.0.0",
  answered: 3,
  failed: 0,
  latency: { zero: 1, [bucketOf(0.0001)]: 1, [bucketOf(60)]: 1 },
};

it("reads what a gateway reports, as it was sent", () => {
  const batch = { source: "gateway-1", rows: [row] };
  expect(readTrafficBatch(JSON.parse(JSON.stringify(batch)))).toEqual(batch);
});

it("reads how long it took a gateway to hear of commits", () => {
  const batch = { source: "gateway-1", rows: [], gaps: [{ product: "counts", major: 1, seconds: 0.012 }] };
  expect(readTrafficBatch(JSON.parse(JSON.stringify(batch)))).toEqual(batch);
});

it.each([
  ["nothing", undefined],
  ["a count below zero", { source: "g", rows: [{ ...row, failed: -1 }] }],
  ["a name that is none", { source: "g", rows: [{ ...row, product: "Robert'); drop table" }] }],
  ["a bucket that is none", { source: "g", rows: [{ ...row, latency: { high: 1 } }] }],
  ["a minute that is none", { source: "g", rows: [{ ...row, minute: "now" }] }],
  ["a gap below zero", { source: "g", rows: [], gaps: [{ product: "counts", major: 1, seconds: -1 }] }],
  ["something more", { source: "g", rows: [{ ...row, consumer: "ada" }] }],
])("refuses %s", (_what, given) => {
  expect(() => readTrafficBatch(given)).toThrow("this is no report of traffic");
});
