import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type LogToVerify,
  type LogVerdict,
  sealBatch,
  type Sealing,
  type SealOutcome,
  verifyLog,
} from "@datamesh/kernel/postgres/seals";
import { sealKey } from "@datamesh/kernel/seal";
import { models } from "../../subgraphs/index.ts";
import { startTestMesh, type TestMesh } from "./testMesh.ts";

/** The log of `models` with seals in a directory of its own, and an attacker who is the superuser. */
export interface SealedLog {
  readonly mesh: TestMesh;
  readonly sealing: Sealing;
  /** Appends events of one type, whose ids are counted on. */
  append(count: number): Promise<void>;
  /** Seals until nothing is left to seal, or something keeps it from that. */
  seal(): Promise<SealOutcome>;
  verify(options?: Partial<LogToVerify>): Promise<LogVerdict>;
  /** What somebody can do to the tables who owns the server: in one transaction, with every trigger disabled. */
  attack(...statements: readonly string[]): Promise<void>;
  /** Remembers tables and file as they are now; what it answers puts them back. */
  remember(): Promise<() => Promise<void>>;
  lines(): Promise<readonly string[]>;
  rewrite(lines: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** Secret bytes that are the same for the same text. */
export const secretOf = (text: string): Buffer => createHash("sha256").update(text).digest();

const TABLES = ["", "_ids", "_head", "_types", "_seal"].map((name) => `models.models_events${name}`);

/** Makes one; its log is empty. */
export async function startSealedLog(): Promise<SealedLog> {
  const mesh = await startTestMesh([models], { partitionSize: 50 });
  const directory = await mkdtemp(join(tmpdir(), "datamesh-seals-"));
  const path = join(directory, "models.seals");
  const database = mesh.as("models", "project");
  const key = sealKey(secretOf("the key"));
  const sealing: Sealing = {
    context: "models",
    database,
    path,
    key,
    now: () => new Date(),
    random: randomBytes,
  };
  let appended = 0;
  const attack = (...statements: readonly string[]): Promise<void> =>
    mesh.admin.transaction(async (transaction) => {
      await transaction.query({ text: "set local session_replication_role = replica" });
      for (const text of statements) await transaction.query({ text });
    });
  return {
    mesh,
    sealing,
    append: async (count) => {
      const events = Array.from({ length: count }, () => {
        appended += 1;
        const data = { modelName: `m-${appended}`, modelVersion: "v1", durationMs: appended };
        return {
          id: `e-${appended}`,
          type: "INFERENCE_RECORDED",
          data: { inferenceId: `i-${appended}`, ...data },
        };
      });
      await mesh.append("models", ...events);
    },
    seal: () => sealAll(sealing),
    verify: (options) =>
      verifyLog({ context: "models", database, path, publicKey: key.publicKey, ...options }),
    attack,
    remember: async () => {
      const [count, file] = [appended, await readFile(path)];
      await attack(...TABLES.map((table) => `create table ${table}_before as table ${table}`));
      return async () => {
        appended = count;
        await writeFile(path, file);
        await attack(
          ...TABLES.map((table) => `delete from ${table}`),
          ...TABLES.map((table) => `insert into ${table} table ${table}_before`),
        );
      };
    },
    lines: async () => (await readFile(path, "utf8")).split("\n").slice(0, -1),
    rewrite: (lines) => writeFile(path, lines.map((line) => `${line}\n`).join("")),
    stop: async () => {
      await mesh.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function sealAll(sealing: Sealing): Promise<SealOutcome> {
  for (;;) {
    const outcome = await sealBatch(sealing);
    if (outcome.kind !== "SEALED" || outcome.sealed === outcome.head) return outcome;
  }
}
