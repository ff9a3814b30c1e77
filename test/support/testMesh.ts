import { derivePassword } from "../../cli/database/index.ts";
import { type OfferedEvent, prepareEvent } from "@datamesh/kernel/event";
import type { Appended, EventLog } from "@datamesh/kernel/log";
import {
  createProjection,
  type Database,
  dutyUrl,
  type Duty,
  type MeshDatabase,
  migrateMesh,
  openDatabase,
  postgresEventLog,
  projectBatch,
  type Projection,
  type TextRow,
} from "@datamesh/kernel/postgres";
import { type Context, parseProductRef, productRef, type ProductRef } from "@datamesh/kernel/product";
import { createTestDatabase } from "./createDatabase.ts";

/** Contexts on a database of their own, without processes: for tests of logs and projections. */
export interface TestMesh {
  readonly mesh: MeshDatabase;
  /** A connection as the role of a context for a duty. */
  as(context: string, duty: Duty): Database;
  /** A connection as the superuser. */
  readonly admin: Database;
  log(context: string): EventLog;
  append(context: string, ...events: readonly Partial<OfferedEvent>[]): Promise<readonly Appended[]>;
  projection(ref: ProductRef): Projection;
  /** Projects one batch of a product. */
  project(ref: ProductRef, batchSize: number): Promise<void>;
  /** Projects every product until nothing is left to fold. */
  catchUp(batchSize?: number): Promise<void>;
  /** Rows of a published relation, in its stored form. */
  rows(relation: string): Promise<readonly TextRow[]>;
  stop(): Promise<void>;
}

/** What role passwords of test meshes derive from. */
export const TEST_SECRET = "a test's secret";

/** Makes one, migrated. `partitionSize` defaults to the real one. */
export async function startTestMesh(
  contexts: readonly Context[],
  options: { readonly partitionSize?: number; readonly catalog?: string } = {},
): Promise<TestMesh> {
  const database = await createTestDatabase("mesh");
  const prefix = new URL(database.url).pathname.slice(1);
  const mesh: MeshDatabase = {
    url: database.url,
    prefix,
    passwordFor: (role) => derivePassword(TEST_SECRET, role),
    ...options,
  };
  await migrateMesh(mesh, contexts);
  return openTestMesh(mesh, contexts, () => database.drop());
}

/** Opens one on a database that has been migrated for these contexts. `drop` is called when it is stopped. */
export function openTestMesh(
  mesh: MeshDatabase,
  contexts: readonly Context[],
  drop: () => Promise<void> = async () => undefined,
): TestMesh {
  const admin = openDatabase(mesh.url, { max: 2 });
  const pools = new Map<string, Database>();
  const as = (context: string, duty: Duty): Database => {
    const url = dutyUrl(mesh, context, duty);
    const pool = pools.get(url) ?? openDatabase(url, { max: 4 });
    pools.set(url, pool);
    return pool;
  };
  const log = (context: string): EventLog =>
    postgresEventLog(context, { append: as(context, "append"), read: as(context, "project") });
  const projections = contexts.flatMap((context) =>
    context.products.map((product) =>
      createProjection(context, product, as(context.name, "project"), providerAmong(contexts)),
    ),
  );
  let sequence = 0;
  return {
    mesh,
    as,
    admin,
    log,
    append: (name, ...events) => {
      const declarations = contexts.find((context) => context.name === name)?.events ?? [];
      const offered = events.map((event) => {
        sequence += 1;
        const occurredAt = new Date(Date.UTC(2026, 0, 1, 0, 0, sequence)).toISOString();
        return { id: `test-${sequence}`, type: "", data: {}, occurredAt, ...event };
      });
      return log(name).append(offered.map((event) => prepareEvent(declarations, event)));
    },
    projection: (ref) => projectionOf(projections, ref),
    project: async (ref, batchSize) => void (await projectBatch(projectionOf(projections, ref), batchSize)),
    catchUp: (batchSize = 100) => catchUp(projections, batchSize),
    rows: (relation) => admin.query({ text: `select * from ${relation} order by 1` }),
    stop: async () => {
      for (const pool of [...pools.values(), admin]) await pool.end();
      await drop();
    },
  };
}

function providerAmong(contexts: readonly Context[]): (ref: ProductRef) => string | undefined {
  return (ref) =>
    contexts.find((each) => each.products.some((p) => productRef(p.name, p.major) === ref))?.name;
}

function projectionOf(projections: readonly Projection[], ref: ProductRef): Projection {
  const { name, major } = parseProductRef(ref);
  const found = projections.find((each) => each.product.name === name && each.product.major === major);
  if (found === undefined) throw new Error(`no projection of ${ref}`);
  return found;
}

async function catchUp(projections: readonly Projection[], batchSize: number): Promise<void> {
  for (;;) {
    let steps = 0;
    for (const projection of projections) {
      const outcome = await projectBatch(projection, batchSize);
      if (outcome.kind === "folded") steps += outcome.steps;
    }
    if (steps === 0) return;
  }
}
