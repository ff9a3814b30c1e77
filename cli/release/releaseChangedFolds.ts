import type { PublishedVersion } from "@datamesh/kernel/contract";
import {
  type ChangedFold,
  changedFolds,
  type FindProvider,
  type MeshDatabase,
} from "@datamesh/kernel/postgres";
import { type Context, parseProductRef } from "@datamesh/kernel/product";
import { contractsDirectory } from "../contracts/contractsDirectory.ts";
import { readContracts } from "../contracts/readContracts.ts";
import type { Connections } from "../mesh/connections.ts";
import { providersFirst } from "../mesh/providersFirst.ts";
import { createReplays, type ReplayOutcome } from "../replay/replays.ts";
import { targetsNamed } from "../replay/replayTarget.ts";
import { correctionsBetween } from "./correctionsBetween.ts";

/** What is released, and where to. */
export interface Release {
  readonly contexts: readonly Context[];
  /** Where the contexts are kept, with their contracts. */
  readonly root: string;
  readonly mesh: MeshDatabase;
  readonly connections: Connections;
  readonly findProvider: FindProvider;
  readonly say: (progress: string) => void;
}

/**
 * Builds every product whose fold changed under a higher version beside what is live and swaps it in, upstreams first.
 * A fold that changed under the same version, or one
 * that is not published where others of it are, stays as it is: nobody said that it is released. Answers what was done.
 */
export async function releaseChangedFolds(release: Release): Promise<readonly ReplayOutcome[]> {
  const { contexts, connections, say } = release;
  const replays = createReplays({ ...release, now: () => new Date() });
  const done: ReplayOutcome[] = [];
  for (const context of providersFirst(contexts)) {
    for (const change of await changedFolds(connections.as(context.name, "project"), context)) {
      const step = `${change.product} from ${change.live} to ${change.declared}`;
      const published = await publishedVersions(release, context, change.product);
      const unpublished =
        published.length > 0 && !published.some(({ contract }) => contract.version === change.declared);
      if (!change.released || unpublished) {
        say(
          `${step} is not rebuilt: ${unpublished ? "that version is not published" : "its version is not higher"}`,
        );
        continue;
      }
      say(`rebuilding ${step} (${change.difference})`);
      const [target] = targetsNamed([context], [change.product]);
      if (target === undefined) continue;
      const outcome = await replays.rebuild(target, reasonFor(published, change));
      say(`rebuilt ${step}: ${outcome.record.differingRows} rows changed`);
      done.push(outcome);
    }
  }
  return done;
}

async function publishedVersions(
  { root }: Release,
  context: Context,
  product: string,
): Promise<readonly PublishedVersion[]> {
  const { name, major } = parseProductRef(product);
  const { versions } = await readContracts(contractsDirectory(context.name, { root }), name);
  return versions.filter(({ contract }) => contract.version.startsWith(`${major}.`));
}

/** The corrections among the versions that are released at once, in their order; else that it is a release. */
function reasonFor(published: readonly PublishedVersion[], { live, declared }: ChangedFold): string {
  const corrections = correctionsBetween(published, live, declared);
  return corrections.length === 0 ? `release of ${declared}` : `correction: ${corrections.join("; ")}`;
}
