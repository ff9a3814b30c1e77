import { MeshError } from "@datamesh/kernel";
import { Command, InvalidArgumentError } from "commander";
import { warnOfUnpublished } from "../release/warnOfUnpublished.ts";
import { rebuildText } from "../replay/outcomeText.ts";
import { tellLeft, tellProgress } from "../replay/progress.ts";
import { CONNECTIONS_OF_A_REPLAY, type ReplayOutcome, type Replays } from "../replay/replays.ts";
import { type ReplayTarget, targetsIn, targetsNamed, withUpstreams } from "../replay/replayTarget.ts";
import { runInOrder } from "../replay/runInOrder.ts";
import { withReplays } from "../replay/withReplays.ts";

interface RebuildOptions {
  readonly all?: true;
  readonly reason: string;
  readonly connections: number;
  readonly memory: number;
  readonly json?: true;
}

const TWO_AT_ONCE = 2 * CONNECTIONS_OF_A_REPLAY;
const MEGABYTE = 1_000_000;

/** `datamesh rebuild`: derive products anew and swap them in. */
export function rebuildCommand(): Command {
  return new Command("rebuild")
    .description("derive products anew from their events, beside what is live, and swap them in")
    .argument("[products...]", "products as name@major, such as customer-credit-scores@2")
    .option("--all", "every product declared here")
    .option("--reason <reason>", "why, for the catalog", "asked for")
    .option(
      "--connections <number>",
      `how many database connections all of it may take; ${CONNECTIONS_OF_A_REPLAY} for each product that is rebuilt at once`,
      wholeNumber,
      TWO_AT_ONCE,
    )
    .option(
      "--memory <megabytes>",
      "how much memory rows may take, in all, before they are kept in their tables",
      wholeNumber,
      1_000,
    )
    .option("--json", "print JSON on stdout: a document, or a list of them for several products")
    .addHelpText("after", HELP)
    .action(rebuild);
}

const HELP = `
The mesh may be up: readers see the old rows until the new ones are there, and events that come meanwhile are in them.
A rebuild that was cut off is gone on with when it is asked for again, with the same code.`;

async function rebuild(names: readonly string[], options: RebuildOptions): Promise<void> {
  const { all, json } = options;
  if (names.length > 0 && all === true) {
    throw new MeshError("BAD_USER_INPUT", "--all takes every product: name none beside it, or leave it out");
  }
  if (names.length === 0 && all === undefined) {
    throw new MeshError("BAD_USER_INPUT", "name the products to rebuild, or say --all");
  }
  const done: ReplayOutcome[] = [];
  await withReplays(async (replays, { local, directory }) => {
    const targets = all === true ? targetsIn(local) : targetsNamed(local, names);
    const atOnce = Math.max(1, Math.floor(options.connections / CONNECTIONS_OF_A_REPLAY));
    const before = (target: ReplayTarget): readonly ReplayTarget[] => {
      const upstreams = withUpstreams([target], local).map(({ ref }) => ref);
      return targets.filter(({ ref }) => ref !== target.ref && upstreams.includes(ref));
    };
    await warnOfUnpublished(targets, directory);
    await runInOrder(targets, { before, atOnce }, async (target) => {
      const share = Math.min(atOnce, targets.length);
      const outcome = await rebuildOne(replays, target, options, share);
      if (json !== true) process.stdout.write(`${rebuildText(outcome)}\n`);
      done.push(outcome);
    });
  });
  if (json !== true) return;
  const records = done.map(({ record }) => record);
  const shown = names.length === 1 ? records[0] : records;
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
}

const say = (line: string): void => void process.stderr.write(`datamesh: ${line}\n`);

function rebuildOne(
  replays: Replays,
  target: ReplayTarget,
  { reason, memory }: RebuildOptions,
  share: number,
): Promise<ReplayOutcome> {
  return replays.rebuild(target, reason, {
    onProgress: tellProgress(target.ref, say),
    onLeft: (left) => say(tellLeft(target.ref, left)),
    memoryBytes: (memory * MEGABYTE) / share,
  });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("it is not a whole number from 1 to 999999.");
}
