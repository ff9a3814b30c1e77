import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { contextNames } from "../contextNames.ts";
import type { Queryable } from "../database.ts";
import { startWorkLoop } from "../workLoop.ts";

/**
 * Whether this process is the one that projects a context. HELD: it is. WAITING: another is. UNKNOWN: the database has
 * not told yet, or not lately. UNREACHABLE: it could not be asked.
 */
export type LeaseState =
  | { readonly status: "HELD" | "UNKNOWN" | "UNREACHABLE" }
  | { readonly status: "WAITING"; readonly holder: string };

/** A place in the queue of those who would project a context. */
export interface Lease {
  state(): LeaseState;
  /** Another may have let go. */
  wake(): void;
  /** Lets go, so that whoever waits takes over at once. */
  stop(): Promise<void>;
}

export interface LeaseOptions {
  /** Told whenever the state has become another. */
  readonly onChange?: (state: LeaseState) => void;
  /** What others are told of this process; its host and number unless given. */
  readonly process?: string;
}

/** With one shard for now, all of a context's products are under one lease. */
const ONLY_SHARD = 0;
/** Held for so long after the last renewal; with the next try of a waiting process, less than 5 seconds in all. */
const LEASE_SECONDS = 3;
const RENEW_MILLISECONDS = 750;

/**
 * Takes the lease of a context when it is free, and renews it until stopped. It saves work and gives order; that no two
 * processes fold the same batch is up to the lock of each product's checkpoint. `database` are connections apart from
 * those that project, since a lease must be renewed however busy those are.
 */
export function startLease(database: Queryable, context: string, options: LeaseOptions = {}): Lease {
  const holder = randomUUID();
  const name = options.process ?? `${hostname()}:${process.pid}`;
  let told: LeaseState = { status: "UNKNOWN" };
  let heldUntil = -Infinity;
  const enter = (next: LeaseState): void => {
    const changed = JSON.stringify(next) !== JSON.stringify(told);
    told = next;
    if (changed) options.onChange?.(next);
  };
  const loop = startWorkLoop({
    step: async () => {
      const asked = performance.now();
      enter(
        await askFor(database, context, holder, name).catch((): LeaseState => ({ status: "UNREACHABLE" })),
      );
      if (told.status === "HELD") heldUntil = asked + LEASE_SECONDS * 1_000;
      return false;
    },
    pollMilliseconds: RENEW_MILLISECONDS,
    onFailure: () => undefined,
  });
  return {
    // A process that slept does not know what happened meanwhile.
    state: () => (told.status === "HELD" && performance.now() > heldUntil ? { status: "UNKNOWN" } : told),
    wake: () => loop.wake(),
    stop: async () => {
      await loop.stop();
      await release(database, context, holder).catch(() => undefined);
    },
  };
}

async function askFor(
  database: Queryable,
  context: string,
  holder: string,
  name: string,
): Promise<LeaseState> {
  const [row] = await database.query({
    name: `lease ${context}`,
    text: `select held, holder_process from ${contextNames(context).holdLease}($1, $2, $3, $4)`,
    values: [ONLY_SHARD, holder, name, LEASE_SECONDS],
  });
  return row?.["held"] === "t"
    ? { status: "HELD" }
    : { status: "WAITING", holder: row?.["holder_process"] ?? "another process" };
}

async function release(database: Queryable, context: string, holder: string): Promise<void> {
  const { releaseLease } = contextNames(context);
  await database.query({ text: `select ${releaseLease}($1, $2)`, values: [ONLY_SHARD, holder] });
}
