import { setTimeout as sleep } from "node:timers/promises";
import { MeshError } from "@datamesh/kernel";
import { prepareEvent } from "@datamesh/kernel/event";
import type { Appended, EventLog, NewEvent, StreamTarget } from "@datamesh/kernel/log";
import {
  type Database,
  dutyUrl,
  type MeshDatabase,
  openDatabase,
  postgresEventLog,
  storeFailure,
} from "@datamesh/kernel/postgres";
import { between, createRandom, pick } from "../../../cli/sample/random.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";
import { appendAndMaybeRollBack, writeOutboxAndMaybeRollBack } from "./plainTransaction.ts";
import { randomOffer } from "./randomEvents.ts";

/** What writers know of the events they offered to one log. */
export interface Written {
  /** Event id -> the position that an append answered. */
  readonly acknowledged: Map<string, number>;
  /** Ids of events whose transaction was rolled back or never got to its commit, or whose stream stood elsewhere. */
  readonly rolledBack: Set<string>;
  /** Ids of events that were committed to the outbox, which tells no position. */
  readonly toOutbox: Set<string>;
  /** Ids of events whose writer lost its connection over the append and gave up: in the log, or not. */
  readonly unheard: Set<string>;
  /** How many appends were answered with UNAVAILABLE. */
  unavailable: number;
}

/** Many writers at once, each with a list of what was acknowledged. */
export interface Writers {
  /** By context. */
  readonly written: ReadonlyMap<string, Written>;
  /** What was refused with another code than UNAVAILABLE, and acknowledgements that contradict each other. */
  readonly surprises: readonly string[];
  acknowledged(): number;
  /** How many appends were answered with UNAVAILABLE. */
  unavailable(): number;
  /** Resolves when every append under way has been answered, or given up. */
  stop(): Promise<void>;
}

/** How writers write. */
export interface WriterOptions {
  readonly seed: number;
  /** Default 32. */
  readonly writers?: number;
  /** The longest pause between two appends of a writer, in milliseconds; default 100. */
  readonly pauseMilliseconds?: number;
}

const PLAIN = 0.3;
const OUTBOX = 0.2;
const TO_STREAM = 0.4;
const STREAMS = 8;
const GIVES_UP = 0.1;

/**
 * Starts writers that append through the adapter, to streams too, through plain transactions that often roll back, and
 * through the outbox, in transactions that do too.
 * Whoever loses the connection offers the same events again until it is answered, or now and then gives up.
 */
export function startWriters(mesh: MeshDatabase, options: WriterOptions): Writers {
  const { seed, writers = 32, pauseMilliseconds = 100 } = options;
  const pools = new Map(
    CRASH_CONTEXTS.map(
      ({ name }) => [name, openDatabase(dutyUrl(mesh, name, "append"), { max: 8 })] as const,
    ),
  );
  const producers = openDatabase(mesh.url, { max: 8, name: "crash producers" });
  const logs = new Map(
    [...pools].map(([name, pool]) => [name, postgresEventLog(name, { append: pool })] as const),
  );
  const written = new Map(CRASH_CONTEXTS.map(({ name }) => [name, nothingWritten()] as const));
  const surprises: string[] = [];
  let stopped = false;
  const write = async (writer: number): Promise<void> => {
    const random = createRandom(seed * 1_000 + writer);
    for (let n = 0; !stopped; n += 1) {
      await writeOnce(random, `w${writer}-${n}`);
      await sleep(between(random, 0, pauseMilliseconds));
    }
  };
  const writeOnce = async (random: () => number, id: string): Promise<void> => {
    const offer = randomOffer(random, id);
    const declared = CRASH_CONTEXTS.find(({ name }) => name === offer.context)?.events ?? [];
    const events = offer.events.map((event) => prepareEvent(declared, event));
    const { context } = offer;
    const [pool, log, known] = [pools.get(context), logs.get(context), written.get(context)];
    if (pool === undefined || log === undefined || known === undefined) return;
    const write: Write = { pool, log, context, events, random };
    const way = random();
    const writing =
      way < PLAIN
        ? writePlainly(write, known)
        : way < PLAIN + OUTBOX
          ? writeToOutbox({ ...write, pool: producers }, known)
          : writeByAdapter(write, known);
    await writing.catch((error: unknown) => surprises.push(`${offer.context} ${id}: ${String(error)}`));
  };
  const running = Array.from({ length: writers }, (_, writer) => write(writer));
  return {
    written,
    surprises,
    acknowledged: () => [...written.values()].reduce((sum, each) => sum + each.acknowledged.size, 0),
    unavailable: () => [...written.values()].reduce((sum, each) => sum + each.unavailable, 0),
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      await Promise.all([...pools.values(), producers].map((pool) => pool.end()));
    },
  };
}

interface Write {
  readonly pool: Database;
  readonly log: EventLog;
  readonly context: string;
  readonly events: readonly NewEvent[];
  readonly random: () => number;
}

async function writeByAdapter(write: Write, known: Written): Promise<void> {
  const { log, events, random } = write;
  const target = random() < TO_STREAM ? randomTarget(random) : undefined;
  for (;;) {
    try {
      if (target === undefined) return acknowledge(known, await log.append(events));
      const answer = await log.appendTo(target, events);
      return answer.kind === "appended" ? acknowledge(known, answer.events) : note(known.rolledBack, events);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      known.unavailable += 1;
      if (random() < GIVES_UP) return note(known.unheard, events);
      await sleep(between(random, 20, 120));
    }
  }
}

/** One of a few streams, wherever it stands or where it probably stands. */
const randomTarget = (random: () => number): StreamTarget => ({
  stream: `stream-${between(random, 1, STREAMS)}`,
  expected: pick(random, ["any", "any", "none", between(random, 0, 200)]),
});

async function writePlainly(write: Write, known: Written): Promise<void> {
  const { pool, context, events, random } = write;
  const outcome = await appendAndMaybeRollBack(pool, context, events, random);
  switch (outcome.kind) {
    case "committed":
      return acknowledge(known, outcome.written);
    case "rolled back":
      return note(known.rolledBack, events);
    case "failed":
      if (!isUnavailable(outcome.error)) throw outcome.error;
      return outcome.committing ? writeByAdapter(write, known) : note(known.rolledBack, events);
  }
}

async function writeToOutbox({ pool, context, events, random }: Write, known: Written): Promise<void> {
  const outcome = await writeOutboxAndMaybeRollBack(pool, context, events, random);
  if (outcome.kind === "committed") return note(known.toOutbox, events);
  if (outcome.kind === "failed" && !isUnavailable(outcome.error)) throw outcome.error;
  const mayBeThere = outcome.kind === "failed" && outcome.committing;
  note(mayBeThere ? known.unheard : known.rolledBack, events);
}

function acknowledge({ acknowledged }: Written, appended: readonly Appended[]): void {
  for (const { id, position } of appended) {
    const before = acknowledged.get(id);
    if (before !== undefined && before !== position) {
      throw new Error(`${id} was acknowledged at ${before} and at ${position}`);
    }
    acknowledged.set(id, position);
  }
}

function note(set: Set<string>, events: readonly NewEvent[]): void {
  for (const { id } of events) set.add(id);
}

/** Whether an append failed because the database was not there or had no room, and for no other reason. */
export function isUnavailable(error: unknown): boolean {
  const meaning = storeFailure("", error);
  return meaning instanceof MeshError && meaning.code === "UNAVAILABLE";
}

const nothingWritten = (): Written => ({
  acknowledged: new Map(),
  rolledBack: new Set(),
  toOutbox: new Set(),
  unheard: new Set(),
  unavailable: 0,
});
