import type { CurrentMesh } from "./meshGateway.ts";
import { jsonReply } from "./reply.ts";
import type { Handler, Route } from "./router.ts";

/** Whether requests can be served now. `details` are for the log. */
export interface Readiness {
  readonly ready: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Finds out whether requests can be served now. */
export type CheckReadiness = () => Promise<Readiness> | Readiness;

/**
 * The probes: `/health/live` answers 200 as long as the process does, `/health/ready` 200 or 503. What is amiss
 * goes to the log, not to whoever asks.
 */
export function healthRoutes(check: CheckReadiness, mesh: CurrentMesh): readonly Route[] {
  const ready: Handler = async ({ log }) => {
    const composed = mesh.current() !== undefined;
    const { ready: fit, ...why } = await safely(check);
    if (fit && composed) return jsonReply(200, { status: "ready" });
    log.warn({ composed, ...why }, "not ready");
    return jsonReply(503, { status: "unavailable" });
  };
  return [
    { path: "/health/live", name: "health", methods: { GET: () => jsonReply(200, { status: "live" }) } },
    { path: "/health/ready", name: "health", methods: { GET: ready } },
  ];
}

async function safely(check: CheckReadiness): Promise<Readiness & { readonly err?: unknown }> {
  try {
    return await check();
  } catch (err) {
    return { ready: false, err };
  }
}
