import { MeshError } from "@datamesh/kernel";
import { type EventDeclaration, prepareEvent } from "@datamesh/kernel/event";
import type { EventLog, NewEvent } from "@datamesh/kernel/log";
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
  let batch: NewEvent[] = [];
  const flush = async (): Promise<void> => {
    const events = batch;
    batch = [];
    const results = await log.append(events);
    summary.duplicates += results.filter((result) => result.duplicate).length;
    summary.appended += results.filter((result) => !result.duplicate).length;
    options.onProgress?.(summary);
  };
  const take = async (): Promise<void> => {
    for await (const line of lines) {
      summary.lines += 1;
      const event = eventOf(line, read, declarations, options);
      if (event === undefined) summary.refused += 1;
      else batch.push(event);
      if (batch.length >= (options.batchSize ?? 5_000)) await flush();
    }
  };
  const broken = await outcomeOf(take);
  const unwritten = batch.length > 0 ? await outcomeOf(flush) : {};
  return { summary, ...unwritten, ...broken };
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
): NewEvent | undefined {
  try {
    if ("problem" in line) throw new MeshError("BAD_USER_INPUT", line.problem);
    return prepareEvent(declarations, read(line.text));
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    options.onRefused(line.number, error.message);
    return undefined;
  }
}
