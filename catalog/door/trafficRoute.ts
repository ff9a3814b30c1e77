import { z } from "@datamesh/kernel";
import { headerOf, jsonAnswer, type Route } from "@datamesh/kernel/graphql";
import type { TrafficBatch, TrafficSink } from "@datamesh/kernel/sla";
import { kebabName, major, name, version } from "../schemas/names.ts";
import { callFault } from "./admissions.ts";

const count = z.int().min(0);

const batchSchema: z.ZodType<TrafficBatch> = z.strictObject({
  source: z.string().regex(/^[\w-]{1,64}$/),
  rows: z
    .array(
      z.strictObject({
        minute: z.iso.datetime(),
        product: kebabName,
        major,
        version,
        answered: count,
        failed: count,
        latency: z.record(name, count),
      }),
    )
    .max(100_000),
});

/** Who may report, and where reports go. */
export interface TrafficRouteParts {
  readonly gatewayKey: Uint8Array;
  readonly traffic: TrafficSink;
  readonly now: () => Date;
  readonly onRefused: (refusal: { readonly caller: string; readonly reason: string }) => void;
}

/** `POST /traffic`: gateways report what they have answered. 200 once it is kept. */
export function trafficRoute({ gatewayKey, traffic, now, onRefused }: TrafficRouteParts): Route {
  return {
    POST: async (request) => {
      const call = {
        authorization: headerOf(request, "authorization"),
        to: "catalog:traffic",
        body: request.body,
      };
      const fault = await callFault(gatewayKey, "gateway", { ...call, now: now() });
      if (fault !== undefined) {
        onRefused({ caller: "gateway", reason: fault });
        return jsonAnswer(401, { errors: [{ message: "you are not let in" }] });
      }
      const batch = batchSchema.safeParse(JSON.parse(request.body));
      if (!batch.success) return jsonAnswer(400, { errors: [{ message: z.prettifyError(batch.error) }] });
      await traffic.record(batch.data);
      return jsonAnswer(200, {});
    },
  };
}
