import { userInfo } from "node:os";
import { MeshError } from "@datamesh/kernel";
import {
  discardQuarantined,
  postgresEventLog,
  readDiscarded,
  readQuarantine,
  showQuarantined,
} from "@datamesh/kernel/postgres";
import { Command } from "commander";
import { EXIT } from "../exitCode.ts";
import { type Quarantine, quarantineText, retryText, shownText } from "../quarantine/quarantineText.ts";
import { warnOfUnpublished } from "../release/warnOfUnpublished.ts";
import { type ReplayTarget, targetsIn, targetsNamed } from "../replay/replayTarget.ts";
import type { Replays } from "../replay/replays.ts";
import { withReplays } from "../replay/withReplays.ts";

interface Printing {
  readonly json?: true;
}
interface Discarding extends Printing {
  readonly reason: string;
  readonly by?: string;
}

const PRODUCT = ["<product>", "the product as name@major, such as customer-credit-scores@2"] as const;
const POSITION = "where the event stands in the log of the product's context";
const JSON_OPTION = ["--json", "print one JSON document on stdout"] as const;

/** `datamesh quarantine`: the events that could not be folded. */
export function quarantineCommand(): Command {
  return new Command("quarantine")
    .description("the events that could not be folded: look at them, retry them, or discard them")
    .addCommand(
      new Command("list")
        .description("list what is in quarantine and what was discarded; exits with 1 when something waits")
        .argument("[products...]", "products as name@major; all of them unless named")
        .option(...JSON_OPTION)
        .action(list),
    )
    .addCommand(
      new Command("show")
        .description("show an event with what it says; personal values are hidden")
        .argument(...PRODUCT)
        .argument("<position>", POSITION)
        .option(...JSON_OPTION)
        .action(show),
    )
    .addCommand(
      new Command("retry")
        .description("fold them in their places, and tell the differences as changes of one more commit")
        .argument(...PRODUCT)
        .argument("[positions...]", `${POSITION}; all that wait unless named`)
        .option(...JSON_OPTION)
        .addHelpText("after", RETRY_HELP)
        .action(retry),
    )
    .addCommand(
      new Command("discard")
        .description("mark an event as skipped on purpose, for good: no rebuild folds it")
        .argument(...PRODUCT)
        .argument("<position>", POSITION)
        .requiredOption("--reason <reason>", "why it need not be folded; kept with who and when")
        .option("--by <who>", "who says so; who is logged in unless given")
        .option(...JSON_OPTION)
        .action(discard),
    );
}

const RETRY_HELP = `
Mend first what made them fail. When that was the product's own code, raise its version: the rebuild that follows folds them.
The rows that the events concern are derived anew from the log, every event in its place. When it cannot be told which those are, the product is rebuilt.
Exits with 1 when something still waits.`;

async function list(names: readonly string[], { json }: Printing): Promise<void> {
  const found = await withReplays(
    async (replays, { local }) => {
      const quarantines: Quarantine[] = [];
      for (const target of names.length === 0 ? targetsIn(local) : targetsNamed(local, names)) {
        quarantines.push(await quarantineOf(replays, target));
      }
      return quarantines;
    },
    { migrate: false },
  );
  print(json, found, () => quarantineText(found));
  process.exitCode = found.some(({ waiting }) => waiting.length > 0) ? EXIT.found : EXIT.ok;
}

const quarantineOf = (replays: Replays, target: ReplayTarget): Promise<Quarantine> =>
  replays.on(target, async (migrate, { context, product }) => ({
    product: target.ref,
    waiting: await readQuarantine(migrate, context, product),
    discarded: await readDiscarded(migrate, context, product),
  }));

async function show(name: string, at: string, { json }: Printing): Promise<void> {
  const position = positionOf(at);
  await withReplays(
    async (replays, { local }) => {
      for (const target of targetsNamed(local, [name])) {
        const shown = await replays.on(target, (migrate, { context, product }) =>
          showQuarantined(
            migrate,
            { context, product, log: postgresEventLog(context, { read: migrate }) },
            position,
          ),
        );
        print(json, shown, () => shownText(shown));
      }
    },
    { migrate: false },
  );
}

async function retry(name: string, at: readonly string[], { json }: Printing): Promise<void> {
  const positions = at.length === 0 ? undefined : at.map(positionOf);
  await withReplays(async (replays, { local, directory }) => {
    for (const target of targetsNamed(local, [name])) {
      await warnOfUnpublished([target], directory);
      const { rebuild: _rebuild, ...done } = await replays.retry(target, positions);
      print(json, done, () => retryText(done));
      process.exitCode = done.waiting.length > 0 ? EXIT.found : EXIT.ok;
    }
  });
}

async function discard(name: string, at: string, { reason, by, json }: Discarding): Promise<void> {
  const position = positionOf(at);
  await withReplays(async (replays, { local }) => {
    for (const target of targetsNamed(local, [name])) {
      const done = await replays.on(target, (migrate, { context, product }) =>
        discardQuarantined(migrate, context, product, { position, reason, by: by ?? userInfo().username }),
      );
      print(json, done, () => `${done.product}: event ${position} is discarded: ${done.discardedBecause}`);
    }
  });
}

function positionOf(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new MeshError(
    "BAD_USER_INPUT",
    `${JSON.stringify(text)} is not a position: a whole number from 1 on`,
  );
}

function print(json: true | undefined, value: unknown, text: () => string): void {
  process.stdout.write(json === true ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`);
}
