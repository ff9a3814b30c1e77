import type { Duty } from "@datamesh/kernel/postgres";

/** How many connections a process may hold for each duty of a context. */
export type PoolSizes = Readonly<Record<Duty, number>>;

/** Projectors want one a product and some to spare, readers more. */
export const DEFAULT_POOLS: PoolSizes = Object.freeze({ migrate: 1, append: 2, project: 4, read: 6 });

const LARGEST = 1_000;
const SETTINGS = Object.freeze({
  append: "DATAMESH_POOL_APPEND",
  project: "DATAMESH_POOL_PROJECT",
  read: "DATAMESH_POOL_READ",
} as const);

/** Reads DATAMESH_POOL_APPEND, _PROJECT and _READ, adding what is wrong with them to `problems`. */
export function readPoolSizes(
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): PoolSizes {
  const size = (duty: keyof typeof SETTINGS): number => {
    const text = env[SETTINGS[duty]]?.trim();
    if (!text) return DEFAULT_POOLS[duty];
    if (/^[1-9]\d*$/.test(text) && Number(text) <= LARGEST) return Number(text);
    problems.push(`${SETTINGS[duty]} must be a number from 1 to ${LARGEST}`);
    return DEFAULT_POOLS[duty];
  };
  return Object.freeze({
    migrate: DEFAULT_POOLS.migrate,
    append: size("append"),
    project: size("project"),
    read: size("read"),
  });
}

/** A projector's lease, and the read of the log that its products share. */
const SHARED = 2;
/** What listens for commits and for where products stand, what answers probes, and what a command beside the mesh takes for a moment. */
const BESIDE = 6;

/**
 * The connections that a mesh of so many contexts, the catalog among them, may hold at once when all of it runs in
 * one process. The catalog has pools of its own for its tables.
 */
export function connectionBudget(contexts: number, { append, project, read }: PoolSizes): number {
  return contexts * (append + project + read + SHARED) + project + read + BESIDE;
}
