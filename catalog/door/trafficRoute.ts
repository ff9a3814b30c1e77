import { MeshError } from "@datamesh/kernel";
import { headerOf, jsonAnswer, type Route } from "@datamesh/kernel/graphql";
import type { TrafficSink } from "@datamesh/kernel/sla";
import { readTrafficBatch } from "../sla/index.ts";
import { callFault } from "./admissions.ts";
import { json } from "./json.ts";

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
      return kept(traffic, request.body);
    },
  };
}

async function kept(traffic: TrafficSink, body: string): Promise<ReturnType<typeof jsonAnswer>> {
  try {
    await traffic.record(readTrafficBatch(json(body)));
    return jsonAnswer(200, {});
  } catch (error) {
    if (!(error instanceof MeshError) || error.code !== "BAD_USER_INPUT") throw error;
    return jsonAnswer(400, { errors: [{ message: error.message }] });
  }
}
