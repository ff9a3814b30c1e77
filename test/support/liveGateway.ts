import type { Consumer } from "@datamesh/kernel/policy";
import { pino } from "pino";
import { announcementBoard } from "../../gateway/announcements/index.ts";
import type { AccessEntry } from "../../gateway/audit/index.ts";
import { recordingLog } from "../../gateway/audit/testing/recordingLog.ts";
import type { TokenVerdict } from "../../gateway/http/authenticateRequest.ts";
import { createGateway } from "../../gateway/http/index.ts";
import { DEFAULT_LIVE, liveDoor, type LiveSettings } from "../../gateway/live/index.ts";
import type { RateSettings } from "../../gateway/rates/index.ts";
import { watchProducts } from "../../cli/mesh/watchProducts.ts";
import type { CutMesh } from "./cutMesh.ts";

/** A gateway in this process before contexts on a database of their own, with subscriptions and tokens of tests. */
export interface LiveGateway {
  readonly url: string;
  readonly accesses: readonly AccessEntry[];
  /** What is said of a token from now on; until then it speaks for a consumer of its own name. */
  judge(token: string, verdict: TokenVerdict | "EXPIRED" | "REVOKED"): void;
  stop(): Promise<void>;
}

/** Opens one. */
export async function openLiveGateway(
  mesh: CutMesh,
  contexts: readonly string[],
  settings: Partial<LiveSettings> = {},
  rates?: RateSettings,
): Promise<LiveGateway> {
  const board = announcementBoard();
  const log = pino({ level: "silent" });
  const watches = await Promise.all(
    contexts.map((context) => watchProducts(mesh.as(context, "read"), [context], board, log)),
  );
  const verdicts = new Map<string, TokenVerdict>();
  const accesses: AccessEntry[] = [];
  const gateway = createGateway({
    mesh: { current: () => mesh.gateway, onChange: () => () => undefined },
    verifyToken: (token) => verdicts.get(token) ?? { ok: true, consumer: consumerOf(token) },
    readiness: () => ({ ready: true }),
    accessLog: recordingLog(accesses),
    log,
    additions: [
      liveDoor({
        announcements: board,
        corsOrigins: ["https://app.example.com"],
        settings: { ...DEFAULT_LIVE, ...settings },
      }),
    ],
    config: {
      host: "127.0.0.1",
      port: 0,
      corsOrigins: [],
      web: "/nowhere",
      examples: [],
      graceMs: 3_000,
      ...(rates && { rates }),
    },
  });
  const { url } = await gateway.listen();
  return {
    url,
    accesses,
    judge: (token, verdict) =>
      verdicts.set(token, typeof verdict === "string" ? { ok: false, reason: verdict } : verdict),
    stop: async () => {
      await gateway.stop();
      await Promise.all(watches.map((stop) => stop()));
    },
  };
}

const consumerOf = (token: string): Consumer => ({ id: token, roles: [], scopes: [] });
