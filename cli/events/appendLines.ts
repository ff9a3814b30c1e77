import { MeshError } from "@datamesh/kernel";
import { type EventDeclaration, prepareEvent } from "@datamesh/kernel/event";
import type { EventLog, NewEvent } from "@datamesh/kernel/log";
import type { EventReader } from "./eventReader.ts";
import type { Line } from "./readLines.ts";

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

/** Appends the valid lines to a log, in order and in batches. Safe to repeat: known events change nothing. */
export async function appendLines(
  lines: AsyncIterable<Line>,
  read: EventReader,
  declarations: readonly EventDeclaration[],
  log: EventLog,
  options: AppendOptions,
): Promise<AppendSummary> {
  const summary = { lines: 0, appended: 0, duplicates: 0, refused: 0 };
  let batch: NewEvent[] = [];
  const flush = async (): Promise<void> => {
    const results = await log.append(batch);
    batch = [];
    summary.duplicates += results.filter((result) => result.duplicate).length;
    summary.appended += results.filter((result) => !result.duplicate).length;
    options.onProgress?.(summary);
  };
  for await (const line of lines) {
    summary.lines += 1;
    const event = eventOf(line, read, declarations, options);
    if (event === undefined) summary.refused += 1;
    else batch.push(event);
    if (batch.length >= (options.batchSize ?? 5_000)) await flush();
  }
  if (batch.length > 0) await flush();
  return summary;
}

function eventOf(
  line: Line,
  read: EventReader,
  declarations: readonly EventDeclaration[],
  options: AppendOptions,
): NewEvent | undefined {
  try {
    return prepareEvent(declarations, read(line.text));
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    options.onRefused(line.number, error.message);
    return undefined;
  }
}
