import type { Tracer } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import type { Announcements } from "../../gateway/announcements/index.ts";
import { type AccessLog, openFileAccessLog } from "../../gateway/audit/index.ts";
import type { DevelopmentIssuer } from "../../gateway/authenticate/index.ts";
import type { GatewayConfig } from "../../gateway/config.ts";
import type { DocumentStore } from "../../gateway/documents/index.ts";
import {
  type AddToDoor,
  ANYONE,
  type CheckReadiness,
  createGateway,
  type CurrentMesh,
} from "../../gateway/http/index.ts";
import { DEFAULT_LIVE, liveDoor } from "../../gateway/live/index.ts";
import type { DoorCounts, EventCounter, RequestRecorder } from "../../gateway/measure/index.ts";
import type { RevocationList } from "../../gateway/revocations/index.ts";
import type { Example } from "../../gateway/web/index.ts";
import type { CliConfig } from "../config.ts";
import { WEB_DIRECTORY } from "../webDirectory.ts";
import { createStopper } from "./stopper.ts";
import { openAuthentication } from "./tokenVerifier.ts";

/** What a gateway stands in front of, and how it is set up. */
export interface GatewayOptions {
  readonly mesh: CurrentMesh;
  readonly readiness: CheckReadiness;
  /** Where the products stand, as far as this process hears of it. */
  readonly announcements: Announcements;
  readonly config: Pick<CliConfig, "dataDir" | "accessLog">;
  readonly gateway: GatewayConfig;
  /** Asks nobody who he is; only on this machine. */
  readonly anyone?: boolean;
  /** In place of the file that `config` names. */
  readonly accessLog?: AccessLog;
  readonly examples: readonly Example[];
  readonly events: EventCounter;
  /** Counts requests, where anybody is told of that. */
  readonly requests?: RequestRecorder | undefined;
  /** What the door counts besides, likewise. */
  readonly counts?: DoorCounts | undefined;
  readonly tracer: Tracer;
  /** What clients may send by its hash, as it changes. */
  readonly documents: DocumentStore;
  /** Tokens that are accepted no longer, as that changes. */
  readonly revocations: RevocationList;
  /** What is served through the same door besides. */
  readonly additions?: readonly AddToDoor[];
  readonly log: Logger;
}

/** A gateway that accepts requests. */
export interface RunningGateway {
  readonly url: string;
  readonly developmentIssuer: DevelopmentIssuer | undefined;
  /** Accepts no more, lets running requests finish, and frees everything. */
  stop(): Promise<void>;
}

/** Opens the door to a mesh: who is let in, what is written down, and where it listens. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const stopper = createStopper();
  try {
    return { ...(await open(options, (stop) => stopper.add(stop))), stop: () => stopper.stop() };
  } catch (error) {
    await stopper.stop().catch(() => undefined);
    throw error;
  }
}

async function open(
  options: GatewayOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<Omit<RunningGateway, "stop">> {
  const { mesh, announcements, readiness, gateway: settings, examples, events, documents, log } = options;
  const { additions = [], requests, counts, tracer } = options;
  const { verifyToken, developmentIssuer } = options.anyone ? NOBODY_IS_ASKED : await authentication(options);
  const accessLog = options.accessLog ?? (await openLog(options, onStop));
  const gateway = createGateway({
    mesh,
    accessLog,
    verifyToken,
    readiness,
    log,
    events,
    requests,
    tracer,
    documents,
    additions: [live(announcements, settings, counts?.streams), ...additions],
    developmentIssuer,
    config: { ...settings, examples, web: WEB_DIRECTORY },
  });
  onStop(() => gateway.stop());
  const { url } = await gateway.listen();
  return { url, developmentIssuer };
}

const live = (
  announcements: Announcements,
  { corsOrigins, subscriptions }: GatewayConfig,
  streams: DoorCounts["streams"] | undefined,
): AddToDoor =>
  liveDoor({ announcements, corsOrigins, settings: { ...DEFAULT_LIVE, ...subscriptions }, streams });

const NOBODY_IS_ASKED = { verifyToken: ANYONE, developmentIssuer: undefined } as const;

const authentication = ({ gateway, config, revocations, counts, log }: GatewayOptions) =>
  openAuthentication(
    gateway,
    config.dataDir,
    (issuer, err) => log.error({ issuer, err }, "an issuer's keys cannot be had"),
    revocations,
    counts?.tokens,
  );

async function openLog(
  { config, counts }: GatewayOptions,
  onStop: (stop: () => Promise<void>) => void,
): Promise<AccessLog> {
  const accessLog = await openFileAccessLog(config.accessLog, counts?.accessLog);
  onStop(() => accessLog.stop());
  return accessLog;
}
