import { Command } from "commander";
import { rebuildText } from "../replay/outcomeText.ts";
import { tellProgress } from "../replay/progress.ts";
import { targetsNamed } from "../replay/replayTarget.ts";
import { withReplays } from "../replay/withReplays.ts";

interface RebuildOptions {
  readonly reason: string;
  readonly json?: true;
}

/** `datamesh rebuild`: derive a product anew and swap it in. */
export function rebuildCommand(): Command {
  return new Command("rebuild")
    .description("derive a product anew from its events, beside what is live, and swap it in")
    .argument("<product>", "the product as name@major, such as customer-credit-scores@2")
    .option("--reason <reason>", "why, for the catalog", "asked for")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nThe mesh may be up: readers see the old rows until the new ones are there, and events that come meanwhile are in them.",
    )
    .action(rebuild);
}

async function rebuild(name: string, { reason, json }: RebuildOptions): Promise<void> {
  await withReplays(async (replays, { local }) => {
    for (const target of targetsNamed(local, [name])) {
      const onProgress = tellProgress(target.ref, (line) => process.stderr.write(`datamesh: ${line}\n`));
      const outcome = await replays.rebuild(target, reason, { onProgress });
      process.stdout.write(
        json === true ? `${JSON.stringify(outcome.record, null, 2)}\n` : `${rebuildText(outcome)}\n`,
      );
    }
  });
}
