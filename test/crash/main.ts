/** Crash tests at length: `npm run test:crash -- [--runs N] [--seed N] [--only KIND,KIND]`. Exits with 1 at the first failure. */
import { parseArgs } from "node:util";
import type { CrashKind, CrashOutcome } from "../support/crash/crashKind.ts";
import { makeTemplate } from "../support/crash/crashMesh.ts";
import { type OwnServer, startOwnServer } from "../support/ownServer.ts";
import { howToRepeat } from "./howToRepeat.ts";
import { KINDS } from "./kinds.ts";

interface Asked {
  readonly runs: number;
  readonly seed: number;
  readonly kinds: readonly CrashKind[];
}

/** What the runs of one kind came to. */
interface Tally {
  runs: number;
  seconds: number;
  readonly counts: Map<string, number>;
}

const asked = readArguments();
const server = await startOwnServer();
try {
  await makeTemplate(server);
  process.exitCode = await runAll(server, asked);
} finally {
  await server.remove();
}

function readArguments(): Asked {
  const { values } = parseArgs({
    options: { runs: { type: "string" }, seed: { type: "string" }, only: { type: "string" } },
  });
  const number = (text: string | undefined, otherwise: number): number => {
    const value = text === undefined ? otherwise : Number(text);
    if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${text} is not a whole number`);
    return value;
  };
  const names = values.only?.split(",");
  const kinds = KINDS.filter(({ name }) => names?.includes(name) ?? true);
  if (kinds.length < (names?.length ?? 1)) {
    throw new TypeError(`--only knows ${KINDS.map(({ name }) => name).join(", ")}`);
  }
  return {
    runs: number(values.runs, kinds.length),
    seed: number(values.seed, Math.floor(Math.random() * 2 ** 31)),
    kinds,
  };
}

/** Runs the kinds in turn, each run with the next seed. Answers the exit code. */
async function runAll(on: OwnServer, { runs, seed, kinds }: Asked): Promise<number> {
  const able = await ableKinds(kinds);
  const tallies = new Map(
    able.map(({ name }) => [name, { runs: 0, seconds: 0, counts: new Map() } as Tally]),
  );
  let failed = able.length === 0;
  let interrupted = false;
  process.once("SIGINT", () => (interrupted = true)); // the run under way is ended and cleared away; once more ends it where it is
  for (let run = 0; run < runs && !failed && !interrupted; run += 1) {
    const kind = able[run % able.length] as CrashKind;
    failed = !(await runOne(on, kind, seed + run, `${run + 1}/${runs}`, tallies.get(kind.name) as Tally));
  }
  for (const [name, tally] of tallies) say(summary(name, tally));
  return failed ? 1 : 0;
}

async function ableKinds(kinds: readonly CrashKind[]): Promise<readonly CrashKind[]> {
  const able: CrashKind[] = [];
  for (const kind of kinds) {
    const impossible = await kind.cannot?.();
    if (impossible === undefined) able.push(kind);
    else say(`${kind.name}: skipped, ${impossible}`);
  }
  return able;
}

async function runOne(
  on: OwnServer,
  kind: CrashKind,
  seed: number,
  which: string,
  tally: Tally,
): Promise<boolean> {
  const began = performance.now();
  // Told before, so that it is known of a run that ends the process.
  process.stdout.write(`${which} ${kind.name} seed ${seed}: `);
  const { problems, counts } = await kind
    .run({ seed, server: on, say })
    .catch((error: unknown): CrashOutcome => ({ problems: [describe(error)], counts: {} }));
  const seconds = (performance.now() - began) / 1_000;
  tally.runs += 1;
  tally.seconds += seconds;
  for (const [what, count] of Object.entries(counts)) {
    tally.counts.set(what, (tally.counts.get(what) ?? 0) + count);
  }
  const idle = Object.entries(counts).filter(([, count]) => count === 0);
  const found = [...problems, ...idle.map(([what]) => `the run proves nothing: ${what} is 0`)];
  say(`${found.length === 0 ? "ok" : "FAILED"} in ${seconds.toFixed(1)} s`);
  for (const problem of found) say(`  ${problem}`);
  if (found.length > 0) say(`to repeat: ${howToRepeat(kind, seed)}`);
  return found.length === 0;
}

function summary(name: string, { runs, seconds, counts }: Tally): string {
  const counted = [...counts].map(([what, count]) => `${what} ${count}`);
  return `${name}: ${runs} ${runs === 1 ? "run" : "runs"} in ${seconds.toFixed(0)} s; ${counted.join(", ")}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
