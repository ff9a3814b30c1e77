import {
  createProjection,
  type Database,
  type Difference,
  dutyUrl,
  type FindProvider,
  type MeshDatabase,
  openDatabase,
  postgresEventLog,
  type Projection,
  rebuildProduct,
  revisionText,
  verifyProduct,
} from "@datamesh/kernel/postgres";
import { codeFingerprint } from "@datamesh/kernel/product";
import type { ReplayRecord } from "@datamesh/kernel/replay";
import { recordReplay } from "../../catalog/index.ts";
import type { Connections } from "../mesh/connections.ts";
import type { ReplayTarget } from "./replayTarget.ts";
import { upstreamProofs } from "./upstreamProofs.ts";

/** What a replay came to: what the catalog was told, and what differed. */
export interface ReplayOutcome {
  readonly record: ReplayRecord;
  readonly differences: readonly Difference[];
}

/** Told how many events have been read so far. */
export type OnEvents = (events: number) => void;

/** Derives products of a mesh anew, and tells the catalog what became of it. */
export interface Replays {
  /** Fails with the codes of `verifyProduct`. */
  verify(target: ReplayTarget, onEvents?: OnEvents): Promise<ReplayOutcome>;
  /** Fails with the codes of `rebuildProduct`. */
  rebuild(target: ReplayTarget, reason: string, onEvents?: OnEvents): Promise<ReplayOutcome>;
}

/** What replays are run on. */
export interface ReplayMeans {
  readonly mesh: MeshDatabase;
  readonly connections: Connections;
  readonly findProvider: FindProvider;
  readonly now: () => Date;
}

/** A lock, a snapshot, the replay itself, and one to spare. */
const CONNECTIONS = 4;

/** Makes them. */
export function createReplays(means: ReplayMeans): Replays {
  const run = async (
    { context, product }: ReplayTarget,
    onEvents: OnEvents,
    replay: (migrate: Database, projection: Projection, onProgress: OnEvents) => Promise<Told>,
  ): Promise<ReplayOutcome> => {
    const startedAt = means.now();
    const migrate = openDatabase(dutyUrl(means.mesh, context.name, "migrate"), {
      max: CONNECTIONS,
      name: `datamesh ${context.name} replay`,
    });
    try {
      const database = means.connections.as(context.name, "project");
      const projection = createProjection(context, product, database, means.findProvider);
      let events = 0;
      const told = await replay(migrate, projection, (more) => onEvents((events += more)));
      const record: ReplayRecord = {
        ...told.facts,
        events: Math.max(events, told.facts.events),
        fingerprint: codeFingerprint(product),
        upstreams: await upstreamProofs(means.connections.as("catalog", "project"), told.facts.inputs),
        startedAt: startedAt.toISOString(),
        durationMs: means.now().getTime() - startedAt.getTime(),
      };
      await recordReplay(record, { log: catalogLog(means.connections), now: means.now });
      return { record, differences: told.differences };
    } finally {
      await migrate.end();
    }
  };
  return {
    verify: (target, onEvents = () => undefined) => run(target, onEvents, verification),
    rebuild: (target, reason, onEvents = () => undefined) => run(target, onEvents, rebuilding(reason)),
  };
}

/** What a replay tells, but for its time and place. */
interface Told {
  readonly facts: Omit<ReplayRecord, "fingerprint" | "upstreams" | "startedAt" | "durationMs">;
  readonly differences: readonly Difference[];
}

async function verification(migrate: Database, projection: Projection, onProgress: OnEvents): Promise<Told> {
  const {
    differences,
    historyFrom: _from,
    revision,
    ...found
  } = await verifyProduct(migrate, projection, onProgress);
  const result = found.digest === found.liveDigest ? "EQUAL" : "DIFFERENT";
  return {
    facts: {
      ...found,
      revision: revisionText(revision),
      kind: "verify",
      result,
      reason: "asked for",
      changedFields: [],
    },
    differences,
  };
}

const rebuilding =
  (reason: string) =>
  async (migrate: Database, projection: Projection, onProgress: OnEvents): Promise<Told> => {
    const {
      historyKept: _kept,
      revision,
      ...rebuilt
    } = await rebuildProduct(migrate, projection, onProgress);
    const facts = { ...rebuilt, revision: revisionText(revision), reason };
    return { facts: { ...facts, kind: "rebuild", result: "REBUILT" }, differences: [] };
  };

const catalogLog = (connections: Connections) =>
  postgresEventLog("catalog", { append: connections.as("catalog", "append") });
