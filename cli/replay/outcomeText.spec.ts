import type { ReplayRecord } from "@datamesh/kernel/replay";
import { rebuildText, verificationText } from "./outcomeText.ts";

const record: ReplayRecord = {
  product: "loan-applications@1",
  version: "1.0.0",
  kind: "rebuild",
  result: "REBUILT",
  reason: "asked for",
  generation: 1,
  position: 291,
  inputs: {},
  digest: "d1",
  liveDigest: "d1",
  rows: 60,
  differingRows: 0,
  events: 291,
  durationMs: 200,
  changedFields: [],
  upstreams: [],
  fingerprint: "f",
  startedAt: "2026-11-23T12:00:00.000Z",
};
const rebuilt = (changes: Partial<ReplayRecord>): string =>
  rebuildText({ record: { ...record, ...changes }, differences: [] });

describe("a rebuild in words", () => {
  it.each<readonly [Partial<ReplayRecord>, string]>([
    [{}, "no row changed"],
    [{ differingRows: 1, changedFields: ["amount", "state"] }, "1 row changed, in amount, state"],
    [{ differingRows: 2 }, "2 rows changed"],
    [{ liveDigest: "d2" }, "no row changed; history differed and is mended"],
    [{ liveDigest: "d2", reason: "release of 1.1.0" }, "no row changed"],
    [{ liveDigest: "d2", reason: "correction: a sum was wrong" }, "no row changed"],
  ])("%j is told as: %s", (changes, told) => {
    expect(rebuilt(changes)).toContain(`60 rows from 291 events in 0.2 s; ${told}\n`);
  });
});

it("a verification tells when what it stands on was last found equal", () => {
  const upstreams = [
    { product: "a@1", position: 4, verifiedAt: "2026-11-23T12:00:00.000Z" },
    { product: "b@1", position: 5, verifiedAt: null },
  ] as const;
  expect(verificationText({ record: { ...record, upstreams }, differences: [] })).toContain(
    "  over a@1 at position 4, last found equal at 2026-11-23T12:00:00.000Z\n  over b@1 at position 5, never verified",
  );
});
