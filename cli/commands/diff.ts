import { MeshError } from "@datamesh/kernel";
import { Command, InvalidArgumentError } from "commander";
import { EXIT } from "../exitCode.ts";
import { publishedCorrections } from "../release/publishedCorrections.ts";
import { diffText } from "../replay/diffText.ts";
import { tellProgress } from "../replay/progress.ts";
import { targetsNamed } from "../replay/replayTarget.ts";
import { withReplays } from "../replay/withReplays.ts";

interface DiffCommandOptions {
  readonly samples: number;
  readonly correction?: string;
  readonly contracts?: string;
  readonly json?: true;
}

/** `datamesh diff`: what the declared code would change, and which version that needs. */
export function diffCommand(): Command {
  return new Command("diff")
    .description("derive a product with the declared code beside what is live, and show what would change")
    .argument("<product>", "the product as name@major, such as customer-credit-scores@2")
    .option("--samples <number>", "how many rows of each kind to show", wholeNumber, 5)
    .option("--correction <reason>", "values that are live are wrong: changed ones are then a patch")
    .option("--contracts <dir>", "where published contracts lie, when not in the context's own folder")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", HELP)
    .action(diff);
}

const HELP = `
Rows are compared at one position, while the mesh goes on; nothing that is live is changed. The version that the
change needs is computed from them: nothing differs: patch; new fields, or rows that newly consumed events bring:
minor; another value of a field that was there, or a row gone: major, or patch when a published correction says so.
Exits with 1 when the declared version is not enough. Personal values are shown by their masks.`;

async function diff(name: string, options: DiffCommandOptions): Promise<void> {
  const { samples, correction, contracts, json } = options;
  if (correction?.trim() === "") throw new MeshError("BAD_USER_INPUT", "--correction needs a reason");
  await withReplays(
    async (replays, { local, directory: root }) => {
      for (const target of targetsNamed(local, [name])) {
        const published = await publishedCorrections(target, { root, contracts });
        const onProgress = tellProgress(target.ref, (line) => process.stderr.write(`datamesh: ${line}\n`));
        const outcome = await replays.diff(
          target,
          { samples, correctionOf: (live) => correction ?? published(live) },
          { onProgress },
        );
        process.stdout.write(json === true ? inJson(outcome.diff) : `${diffText(outcome)}\n`);
        process.exitCode = outcome.diff.problem === null ? EXIT.ok : EXIT.found;
      }
    },
    { migrate: false },
  );
}

const inJson = (diff: object): string =>
  `${JSON.stringify(diff, (_key, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value), 2)}\n`;

function wholeNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it is not a whole number up to 9999.");
}
