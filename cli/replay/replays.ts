import {
  createProjection,
  type Database,
  type Difference,
  type DiffOptions,
  diffProduct,
  dutyUrl,
  type FindProvider,
  type MeshDatabase,
  openDatabase,
  postgresEventLog,
  type ProductDiff,
  type Projection,
  type Rebuild,
  rebuildProduct,
  type ReplayOptions,
  type Retry,
  retryQuarantined,
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

/** A diff, and what the catalog was told of it. */
export interface DiffOutcome {
  readonly record: ReplayRecord;
  readonly diff: ProductDiff;
}

/** Derives products of a mesh anew, and tells the catalog what became of it. */
export interface Replays {
  /** Fails with the codes of `verifyProduct`. */
  verify(target: ReplayTarget, options?: ReplayOptions): Promise<ReplayOutcome>;
  /** Fails with the codes of `rebuildProduct`. */
  rebuild(target: ReplayTarget, reason: string, options?: ReplayOptions): Promise<ReplayOutcome>;
  /** Retries what a product has in quarantine. Fails with the codes of `retryQuarantined`. */
  retry(target: ReplayTarget, positions?: readonly number[]): Promise<Retry>;
  /** Runs other work on a product, with connections of its context's migrate role. */
  on<T>(target: ReplayTarget, work: (migrate: Database, projection: Projection) => Promise<T>): Promise<T>;
  /** Fails with the codes of `diffProduct`. */
  diff(target: ReplayTarget, asked: DiffOptions, options?: ReplayOptions): Promise<DiffOutcome>;
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
/** Besides, the log and an upstream are read over connections of their own. */
export const CONNECTIONS_OF_A_REPLAY = CONNECTIONS + 2;

/** Makes them. */
export function createReplays(means: ReplayMeans): Replays {
  const record = async (target: ReplayTarget, facts: Facts, startedAt: Date): Promise<ReplayRecord> => {
    const told: ReplayRecord = {
      ...facts,
      fingerprint: codeFingerprint(target.product),
      upstreams: await upstreamProofs(means.connections.as("catalog", "project"), facts.inputs),
      startedAt: startedAt.toISOString(),
      durationMs: means.now().getTime() - startedAt.getTime(),
    };
    await recordReplay(told, { log: catalogLog(means.connections), now: means.now });
    return told;
  };
  const run = async <T>(
    target: ReplayTarget,
    replay: (migrate: Database, projection: Projection) => Promise<Told<T>>,
  ): Promise<{ readonly record: ReplayRecord; readonly found: T }> => {
    const startedAt = means.now();
    const { facts, found } = await onProjection(means, target, replay);
    return { record: await record(target, facts, startedAt), found };
  };
  return {
    verify: async (target, options) => {
      const { record, found } = await run(target, verification(options));
      return { record, differences: found };
    },
    rebuild: async (target, reason, options) => {
      const { record } = await run(target, rebuilding(reason, options));
      return { record, differences: [] };
    },
    retry: async (target, positions) => {
      const startedAt = means.now();
      const done = await onProjection(means, target, (migrate, projection) =>
        retryQuarantined(migrate, projection, positions === undefined ? {} : { positions }),
      );
      if (done.rebuild !== undefined) {
        await record(target, factsOf(done.rebuild, "retry of quarantined events"), startedAt);
      }
      return done;
    },
    on: (target, work) => onProjection(means, target, work),
    diff: async (target, asked, options) => {
      const { record, found } = await run(target, diffing(asked, options));
      return { record, diff: found };
    },
  };
}

/** Runs a replay of a product on connections of its context's migrate role. */
export async function onProjection<T>(
  { mesh, connections, findProvider }: Omit<ReplayMeans, "now">,
  { context, product }: ReplayTarget,
  replay: (migrate: Database, projection: Projection) => Promise<T>,
): Promise<T> {
  const migrate = openDatabase(dutyUrl(mesh, context.name, "migrate"), {
    max: CONNECTIONS,
    name: `datamesh ${context.name} replay`,
  });
  try {
    const database = connections.as(context.name, "project");
    const projection = createProjection(context, product, database, findProvider);
    return await replay(migrate, projection);
  } finally {
    await migrate.end();
  }
}

/** What a replay tells, but for its time and place, and what it found. */
type Facts = Omit<ReplayRecord, "fingerprint" | "upstreams" | "startedAt" | "durationMs">;
interface Told<T> {
  readonly facts: Facts;
  readonly found: T;
}

const verification =
  (options?: ReplayOptions) =>
  async (migrate: Database, projection: Projection): Promise<Told<readonly Difference[]>> => {
    const found = await verifyProduct(migrate, projection, options);
    const { differences, historyFrom: _from, revision, ...facts } = found;
    return {
      facts: {
        ...facts,
        revision: revisionText(revision),
        kind: "verify",
        result: found.digest === found.liveDigest ? "EQUAL" : "DIFFERENT",
        reason: "asked for",
        changedFields: [],
      },
      found: differences,
    };
  };

const rebuilding =
  (reason: string, options?: ReplayOptions) =>
  async (migrate: Database, projection: Projection): Promise<Told<undefined>> => {
    const rebuilt = await rebuildProduct(migrate, projection, options);
    return { facts: factsOf(rebuilt, reason), found: undefined };
  };

const factsOf = ({ historyKept: _kept, revision, ...rebuilt }: Rebuild, reason: string): Facts => ({
  ...rebuilt,
  revision: revisionText(revision),
  reason,
  kind: "rebuild",
  result: "REBUILT",
});

const diffing =
  (asked: DiffOptions, options?: ReplayOptions) =>
  async (migrate: Database, projection: Projection): Promise<Told<ProductDiff>> => {
    const diff = await diffProduct(migrate, projection, asked, options);
    const { product, generation, revision, position, inputs, digest, liveDigest, events, rows } = diff;
    return {
      facts: {
        revision: revisionText(revision),
        ...{ product, generation, position, inputs, digest, liveDigest, events },
        kind: "diff",
        version: diff.declared,
        result: diff.findings.length === 0 ? "EQUAL" : "DIFFERENT",
        reason: `${diff.declared} after ${diff.live} needs ${diff.needs}`,
        rows: rows.after,
        differingRows: rows.added + rows.gone + rows.changed,
        changedFields: [...rows.changedByField.keys(), ...rows.filledByField.keys()],
      },
      found: diff,
    };
  };

const catalogLog = (connections: Connections) =>
  postgresEventLog("catalog", { append: connections.as("catalog", "append") });
