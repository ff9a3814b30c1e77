import type { Logger } from "pino";
import type { ProductStanding, UnknownEventReport } from "../../catalog/index.ts";
import {
  type AdminServer,
  cacheMetrics,
  callMetrics,
  doorMetrics,
  eventMetrics,
  gapMetrics,
  type MetricFamily,
  processMetrics,
  productMetrics,
  requestMetrics,
  sealMetrics,
  startAdminServer,
  trafficMetrics,
  transportMetrics,
  unknownEventMetrics,
} from "../../gateway/admin/index.ts";
import type { AnnouncementGaps } from "../../gateway/announcements/index.ts";
import type { CacheTally } from "../../gateway/cache/index.ts";
import type {
  CallRecorder,
  DoorCounts,
  EventCounter,
  RequestRecorder,
  TrafficRecorder,
} from "../../gateway/measure/index.ts";
import type { HttpTransports } from "../../gateway/transport/index.ts";
import type { AdminAddress } from "../adminSettings.ts";
import type { AsWorker } from "../serve/workers/asWorker.ts";

/** What a process can tell operators of: what it has answered as a gateway, where products stand as the catalog. */
export interface AdminSources {
  /** There where the process has a server for operators, or its primary. */
  readonly requests?: RequestRecorder | undefined;
  readonly calls?: CallRecorder | undefined;
  readonly door?: DoorCounts | undefined;
  /** Reaches subgraphs in other processes. */
  readonly transports?: Pick<HttpTransports, "states">;
  readonly traffic?: Pick<TrafficRecorder, "totals">;
  readonly cache?: CacheTally;
  readonly gaps?: Pick<AnnouncementGaps, "totals">;
  readonly events?: Pick<EventCounter, "totals">;
  readonly unknown?: () => Promise<readonly UnknownEventReport[]>;
  /** How far the logs are sealed that this process seals. */
  readonly seals?: () => Parameters<typeof sealMetrics>[0];
  readonly standings?: () => Promise<readonly ProductStanding[]>;
}

/**
 * Opens the server for operators where one is wanted; a worker tells its primary instead, which has the server. Fails
 * with BAD_USER_INPUT if host or port cannot be had.
 */
export async function openAdmin(
  address: AdminAddress | undefined,
  sources: AdminSources,
  log: Logger,
  worker?: Pick<AsWorker, "answerMetrics">,
): Promise<AdminServer | undefined> {
  const metrics = (): Promise<readonly MetricFamily[]> => read(sources);
  worker?.answerMetrics(metrics);
  if (address === undefined || worker !== undefined) return undefined;
  const admin = await startAdminServer({ ...address, log, metrics });
  log.info({ url: admin.url }, "metrics are served");
  return admin;
}

async function read(sources: AdminSources): Promise<readonly MetricFamily[]> {
  const { requests, calls, door, transports, traffic, cache, gaps, events, seals, standings, unknown } =
    sources;
  return [
    ...(requests ? requestMetrics(requests) : []),
    ...(calls ? callMetrics(calls) : []),
    ...(door ? doorMetrics(door) : []),
    ...transportMetrics(transports?.states() ?? []),
    ...trafficMetrics(traffic?.totals() ?? []),
    ...cacheMetrics(cache),
    ...gapMetrics(gaps?.totals() ?? []),
    ...eventMetrics(events?.totals() ?? []),
    ...sealMetrics(seals?.() ?? []),
    ...productMetrics((await standings?.()) ?? []),
    ...unknownEventMetrics((await unknown?.()) ?? []),
    ...processMetrics(new Date()),
  ];
}
