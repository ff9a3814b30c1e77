import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { readFeed, type SupergraphFeed } from "./supergraphFeed.ts";

/** The last good supergraph in a file, for the day on which the catalog is down when a gateway starts. */
export interface KeptSupergraph {
  /** Undefined where none is kept, and where what is kept cannot be used. */
  load(): Promise<SupergraphFeed | undefined>;
  /** Replaces it, whole or not at all: several gateways may share the file. */
  save(feed: SupergraphFeed): Promise<void>;
}

/** Keeps it in this file. `onUnusable` is told of a file that is there and of no use. */
export function keptSupergraph(file: string, onUnusable: (cause: unknown) => void): KeptSupergraph {
  return {
    load: async () => {
      try {
        return readFeed(await readFile(file, "utf8"));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") onUnusable(error);
        return undefined;
      }
    },
    save: async (feed) => {
      const draft = `${file}.${randomUUID()}`;
      await mkdir(dirname(file), { recursive: true });
      try {
        await writeThrough(draft, JSON.stringify(feed));
        await rename(draft, file);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

/** A file that is renamed before it is on the disk could be empty after a power cut. */
async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
