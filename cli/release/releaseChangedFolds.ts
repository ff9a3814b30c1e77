import { changedFolds, type FindProvider, type MeshDatabase } from "@datamesh/kernel/postgres";
import type { Context } from "@datamesh/kernel/product";
import { contractsDirectory } from "../contracts/contractsDirectory.ts";
import { readContracts } from "../contracts/readContracts.ts";
import type { Connections } from "../mesh/connections.ts";
import { providersFirst } from "../mesh/providersFirst.ts";
import { createReplays, type ReplayOutcome } from "../replay/replays.ts";
import { targetsNamed } from "../replay/replayTarget.ts";

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
 * A fold that changed under the same version stays as it is: nobody said that it is released. Answers what was done.
 */
export async function releaseChangedFolds(release: Release): Promise<readonly ReplayOutcome[]> {
  const { contexts, connections, say } = release;
  const replays = createReplays({ ...release, now: () => new Date() });
  const done: ReplayOutcome[] = [];
  for (const context of providersFirst(contexts)) {
    for (const change of await changedFolds(connections.as(context.name, "project"), context)) {
      const step = `${change.product} from ${change.live} to ${change.declared}`;
      if (!change.released) continue;
      say(`rebuilding ${step} (${change.difference})`);
      const [target] = targetsNamed([context], [change.product]);
      if (target === undefined) continue;
      const outcome = await replays.rebuild(
        target,
        await reasonFor(release, context, change.product, change.declared),
      );
      say(`rebuilt ${step}: ${outcome.record.differingRows} rows changed`);
      done.push(outcome);
    }
  }
  return done;
}

/** A correction's reason stands in the published version. */
async function reasonFor({ root }: Release, context: Context, ref: string, version: string): Promise<string> {
  const [name = ""] = ref.split("@");
  const { versions } = await readContracts(contractsDirectory(context.name, { root }), name);
  const published = versions.find(({ contract }) => contract.version === version);
  const correction = published?.releasedAs.correction;
  return correction === undefined ? `release of ${version}` : `correction: ${correction}`;
}
