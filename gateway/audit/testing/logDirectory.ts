import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccessRequest, ProductAccess } from "../accessLog.ts";
import { type FileAccessLog, openFileAccessLog } from "../fileAccessLog.ts";
import { readAccessLog } from "../readAccessLog.ts";

export const ACCESS: ProductAccess = Object.freeze({
  product: "customer-profiles@1",
  decision: "mask",
  because: "role analyst",
  purpose: null,
  fields: ["country"],
  masked: ["email"],
  denied: [],
});

/** What is asked by ada under an id. */
export const asked = (requestId: string, id = "ada"): AccessRequest => ({
  time: "2026-11-23T12:00:00.000Z",
  requestId,
  consumer: { id, roles: [], scopes: [] },
});

/** Has requests with these ids, which come at the same time, written down: in one write. */
export const record = async (log: FileAccessLog, ...ids: readonly string[]): Promise<void> =>
  void (await Promise.all(ids.map((id) => log.record([ACCESS], asked(id)))));

/** A directory of its own with an access log in it, as specs write and read it. */
export async function logDirectory() {
  const directory = await mkdtemp(join(tmpdir(), "datamesh-access-"));
  const path = join(directory, "access.ndjson");
  const open: FileAccessLog[] = [];
  const opened = async (): Promise<FileAccessLog> => {
    const log = await openFileAccessLog(path);
    open.push(log);
    return log;
  };
  return {
    directory,
    path,
    opened,
    /** A writer's whole life: each list of ids is one write. */
    wrote: async (...writes: readonly (readonly string[])[]): Promise<void> => {
      const log = await openFileAccessLog(path);
      for (const ids of writes) await record(log, ...ids);
      await log.stop();
    },
    lines: async (): Promise<readonly string[]> => (await readFile(path, "utf8")).split("\n").slice(0, -1),
    put: (lines: readonly string[]): Promise<void> =>
      writeFile(path, lines.map((line) => `${line}\n`).join("")),
    /** The ids of the requests that are in it, and what is wrong with it. */
    read: async (at = path) => {
      const lines = [];
      for await (const line of readAccessLog(at)) lines.push(line);
      return {
        requests: lines.flatMap((each) => (each.entry ? [each.entry.requestId] : [])),
        damage: lines.flatMap((each) => (each.damage ? [`${each.damage.line}: ${each.damage.reason}`] : [])),
      };
    },
    remove: async (): Promise<void> => {
      await Promise.all(open.map((log) => log.stop()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
