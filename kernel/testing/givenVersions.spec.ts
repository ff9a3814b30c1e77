import { dataProduct, event, id, int, role, z } from "../index.ts";
import { given } from "./index.ts";

const Moved = event("MOVED", {
  description: "m",
  data: { who: z.string(), metres: z.int() },
  upcast: {
    from: event("MOVED", { description: "m", data: { who: z.string(), km: z.int() } }),
    step: ({ who, km }) => ({ who, metres: km * 1000 }),
  },
});
const moves = dataProduct({
  name: "moves",
  version: "1.0.0",
  owner: { team: "moves", contact: "moves@example.com" },
  description: "Who moved how far.",
  key: "who",
  fields: { who: id().describe("Who."), metres: int().describe("How far.") },
  from: ({ on }) => [on(Moved, ({ data }) => ({ who: data.who, metres: data.metres }))],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: { read: role("analyst"), purposes: ["reporting"], retention: "7y", compliance: [] },
});

test("a product is specified by events of any version that can be read", () => {
  const { rows } = given(
    moves,
    { type: "MOVED", version: 1, data: { who: "a", km: 2 } },
    { type: "MOVED", data: { who: "b", metres: 5 } },
  ).outcome();
  expect(rows).toEqual({ a: { who: "a", metres: 2000 }, b: { who: "b", metres: 5 } });
});
