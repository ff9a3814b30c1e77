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

const PATIENCE_MS = 3_000;

/**
 * The probes: `/health/live` answers 200 as long as the process does, `/health/ready` 200 or 503. What is amiss
 * goes to the log, not to whoever asks. Readiness that is not found out in time, 3 s unless given, is none.
 */
export function healthRoutes(
  check: CheckReadiness,
  mesh: CurrentMesh,
  patienceMs = PATIENCE_MS,
): readonly Route[] {
  const ready: Handler = async ({ log }) => {
    const composed = mesh.current() !== undefined;
    const { ready: fit, ...why } = await safely(check, patienceMs);
    if (fit && composed) return jsonReply(200, { status: "ready" });
    log.warn({ composed, ...why }, "not ready");
    return jsonReply(503, { status: "unavailable" });
  };
  return [
    { path: "/health/live", name: "health", methods: { GET: () => jsonReply(200, { status: "live" }) } },
    { path: "/health/ready", name: "health", methods: { GET: ready } },
  ];
}

/** A probe is answered also when what it asks for hangs. */
async function safely(
  check: CheckReadiness,
  patienceMs: number,
): Promise<Readiness & { readonly err?: unknown }> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return await Promise.race([check(), patience]);
  } catch (err) {
    return { ready: false, err };
  } finally {
    clearTimeout(timer);
  }
}
