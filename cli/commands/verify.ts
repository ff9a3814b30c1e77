import { MeshError } from "@datamesh/kernel";
import { Command } from "commander";
import { EXIT } from "../exitCode.ts";
import { verificationText } from "../replay/outcomeText.ts";
import { tellProgress } from "../replay/progress.ts";
import type { ReplayOutcome } from "../replay/replays.ts";
import { targetsIn, targetsNamed, withUpstreams } from "../replay/replayTarget.ts";
import { withReplays } from "../replay/withReplays.ts";

interface VerifyOptions {
  readonly deep?: true;
  readonly all?: true;
  readonly json?: true;
}

/** `datamesh verify`: is what is live what the events say? */
export function verifyCommand(): Command {
  return new Command("verify")
    .description("derive products again beside what is live, and compare rows and history as they lie")
    .argument("[products...]", "products as name@major, such as customer-credit-scores@2")
    .option("--all", "every product declared here")
    .option("--deep", "what they are derived from first")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nThe mesh may be up: nothing waits for a verification. Its result is recorded in the catalog.\nExits with 1 when a product is not what its events say, and the differing keys are listed; with --all also when one could not be verified, which is said.",
    )
    .action(verify);
}

async function verify(names: readonly string[], { deep, all, json }: VerifyOptions): Promise<void> {
  if (names.length > 0 && all === true) {
    throw new MeshError("BAD_USER_INPUT", "--all takes every product: name none beside it, or leave it out");
  }
  if (names.length === 0 && all === undefined) {
    throw new MeshError("BAD_USER_INPUT", "name the products to verify, or say --all");
  }
  const verified = await withReplays(async (replays, { local }) => {
    const named = all === true ? targetsIn(local) : targetsNamed(local, names);
    const targets = deep === true || all === true ? withUpstreams(named, local) : named;
    const found: ReplayOutcome[] = [];
    for (const target of targets) {
      const onProgress = tellProgress(target.ref, say);
      const outcome = await orPassedOver(all === true, () => replays.verify(target, { onProgress }));
      if (outcome === undefined) continue;
      if (json !== true) process.stdout.write(`${verificationText(outcome)}\n`);
      found.push(outcome);
    }
    return { found, all: found.length === targets.length };
  });
  const outcomes = verified.found;
  if (json === true) {
    const shown = outcomes.map(({ record, differences }) => ({ ...record, differences }));
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
  }
  const isEqual = verified.all && outcomes.every(({ record }) => record.result === "EQUAL");
  process.exitCode = isEqual ? EXIT.ok : EXIT.found;
}

const say = (line: string): void => void process.stderr.write(`datamesh: ${line}\n`);

/** Of all products, one that cannot be verified is told and passed over: the others are to be verified too. */
async function orPassedOver(
  isOneOfAll: boolean,
  verifyOne: () => Promise<ReplayOutcome>,
): Promise<ReplayOutcome | undefined> {
  try {
    return await verifyOne();
  } catch (error) {
    if (!isOneOfAll || !(error instanceof MeshError) || error.code === "UNAVAILABLE") throw error;
    say(error.message);
    return undefined;
  }
}
