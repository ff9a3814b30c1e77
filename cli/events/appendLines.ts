import { MeshError } from "@datamesh/kernel";
import { type EventDeclaration, prepareEvent } from "@datamesh/kernel/event";
import {
  type Appended,
  checkTarget,
  type EventLog,
  type NewEvent,
  type StreamTarget,
} from "@datamesh/kernel/log";
import type { EventReader } from "./eventReader.ts";
import type { Line } from "./splitLines.ts";

/** What became of a file's lines. */
export interface AppendSummary {
  readonly lines: number;
  readonly appended: number;
  /** Already in the log, by event id. */
  readonly duplicates: number;
  readonly refused: number;
}

export interface AppendOptions {
  readonly batchSize?: number;
  /** Called for every line that is no valid event; the others go on. */
  readonly onRefused: (line: number, reason: string) => void;
  /** Called after every batch. */
  readonly onProgress?: (summary: AppendSummary) => void;
}

/** What became of the lines up to the end, or up to what made it impossible to go on. */
export interface AppendOutcome {
  readonly summary: AppendSummary;
  /** Lines that were read before it are in the log, unless it is the log that failed. */
  readonly failure?: unknown;
}

/**
 * Appends the valid lines to a log, in order and in batches. Safe to repeat: known events change nothing. Never
 * rejects; when the lines break off, those before are appended all the same.
 */
export async function appendLines(
  lines: AsyncIterable<Line>,
  read: EventReader,
  declarations: readonly EventDeclaration[],
  log: EventLog,
  options: AppendOptions,
): Promise<AppendOutcome> {
  const summary = { lines: 0, appended: 0, duplicates: 0, refused: 0 };
  let batch: ReadLine[] = [];
  const flush = async (): Promise<void> => {
    const read = batch;
    batch = [];
    for (const run of runsOf(read)) {
      const results = await appendRun(log, run, options);
      summary.refused += run.length - results.length;
      summary.duplicates += results.filter((result) => result.duplicate).length;
      summary.appended += results.filter((result) => !result.duplicate).length;
    }
    options.onProgress?.(summary);
  };
  const take = async (): Promise<void> => {
    for await (const line of lines) {
      summary.lines += 1;
      const found = eventOf(line, read, declarations, options);
      if (found === undefined) summary.refused += 1;
      else batch.push(found);
      if (batch.length >= (options.batchSize ?? 5_000)) await flush();
    }
  };
  const broken = await outcomeOf(take);
  const unwritten = batch.length > 0 ? await outcomeOf(flush) : {};
  return { summary, ...unwritten, ...broken };
}

/** A line that is an event, and where it is to be appended. */
interface ReadLine {
  readonly number: number;
  readonly event: NewEvent;
  readonly target: StreamTarget | undefined;
}

/** Lines that follow one another and go to one place: those of a stream up to where a version is expected anew. */
function runsOf(lines: readonly ReadLine[]): readonly (readonly ReadLine[])[] {
  const runs: ReadLine[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const goesOn =
      run?.[0]?.target?.stream === line.target?.stream && (line.target?.expected ?? "any") === "any";
    if (run !== undefined && goesOn) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Appends them; nothing when their stream is not at the version they expect, which refuses each line. */
async function appendRun(
  log: EventLog,
  run: readonly ReadLine[],
  { onRefused }: AppendOptions,
): Promise<readonly Appended[]> {
  const events = run.map(({ event }) => event);
  const target = run[0]?.target;
  if (target === undefined) return log.append(events);
  const outcome = await log.appendTo(target, events);
  if (outcome.kind === "appended") return outcome.events;
  for (const { number } of run) {
    onRefused(number, `the stream stands at version ${outcome.actual}, not at ${outcome.expected}`);
  }
  return [];
}

async function outcomeOf(work: () => Promise<void>): Promise<{ readonly failure?: unknown }> {
  try {
    await work();
    return {};
  } catch (failure) {
    return { failure };
  }
}

function eventOf(
  line: Line,
  read: EventReader,
  declarations: readonly EventDeclaration[],
  options: AppendOptions,
): ReadLine | undefined {
  try {
    if ("problem" in line) throw new MeshError("BAD_USER_INPUT", line.problem);
    const offered = read(line.text);
    if (offered.target !== undefined) checkTarget(offered.target);
    const event = prepareEvent(declarations, offered);
    return { number: line.number, event, target: offered.target };
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    options.onRefused(line.number, error.message);
    return undefined;
  }
}
