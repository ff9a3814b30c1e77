import { MeshError } from "@datamesh/kernel";
import { issuePeerToken } from "@datamesh/kernel/servicetoken";
import type { TrafficSink } from "@datamesh/kernel/sla";

const DEADLINE_MS = 5_000;

/** Reports a gateway's traffic to the catalog's door. Rejects with UNAVAILABLE when it is not taken. */
export function remoteTraffic(catalogUrl: string, gatewayKey: Uint8Array, now: () => Date): TrafficSink {
  return {
    record: async (batch) => {
      const body = JSON.stringify(batch);
      const call = { from: "gateway", to: "catalog:traffic", body, now: now() };
      const response = await fetch(new URL("/traffic", catalogUrl), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${await issuePeerToken(gatewayKey, call)}`,
        },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new MeshError("UNAVAILABLE", `the catalog takes no report: ${response.status}`);
    },
  };
}
