import { anyone, context, dataProduct, event, id, int, latest, z } from "@datamesh/kernel";

const owner = { team: "bench", contact: "bench@datamesh.example" };

export const Scored = event("SCORED", {
  description: "A customer was scored.",
  data: { customerId: z.string(), score: z.int() },
});

/** The latest score of every customer, by a fold that is TypeScript. */
export const scores = dataProduct({
  name: "scores",
  version: "1.0.0",
  owner,
  description: "The latest score of every customer.",
  key: "customerId",
  fields: { customerId: id().describe("The customer"), score: int().unit("points").describe("The score") },
  from: ({ on }) => [on(Scored, (e) => ({ customerId: e.data.customerId, score: e.data.score }))],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: { read: anyone, purposes: ["testing"], retention: "10y", compliance: [] },
});

/** The same by a fold that is declared. */
export const declaredScores = dataProduct({
  ...scores,
  name: "declared-scores",
  key: "customerId",
  fields: { customerId: id().describe("The customer"), score: int().unit("points").describe("The score") },
  from: ({ fold }) => [fold(Scored, { key: "customerId", set: { score: latest("score") } })],
});

/** The context whose log benchmarks of replays fill. */
export const scoring = context({
  name: "scoring",
  owner,
  events: [Scored],
  products: [scores, declaredScores],
});
