import {
  type Database,
  type Duty,
  type MeshDatabase,
  openDatabase,
  type PoolOptions,
} from "@datamesh/kernel/postgres";
import { TRANSPORT_DEFAULTS } from "../../gateway/transport/index.ts";
import { type Logins, loginsFrom, past } from "./logins.ts";
import { DEFAULT_POOLS, type PoolSizes } from "./poolSizes.ts";

/** Pools of connections, one for each context and duty, opened when first asked for. */
export interface Connections {
  readonly as: (context: string, duty: Duty) => Database;
  /** Two apart from the pools, by which a projector keeps its lease and reads the log once for all its products. */
  shared(context: string): Database;
  /** One connection apart from the pools, so that probes are answered however busy those are. */
  probe(context: string): Database;
  /** How many connections a pool of this duty may hold, and how long it keeps whoever asks waiting. */
  limits(duty: Duty): PoolOptions;
  /** Where the login of a context for a duty connects to, for whoever keeps pools of its own. */
  urlOf(context: string, duty: Duty): string;
  end(): Promise<void>;
}

/**
 * Somebody waits for what is read: a pool with nothing to spare says so soon, and a statement that had to wait for its
 * connection ends before the gateway gives up on it.
 */
const READING_WAIT_MS = 2_000;
const READING = Object.freeze({
  waitMilliseconds: READING_WAIT_MS,
  statementMilliseconds: TRANSPORT_DEFAULTS.deadlineMs - READING_WAIT_MS,
});
const SHARED = Object.freeze({ max: 2, waitMilliseconds: 2_000, statementMilliseconds: 2_000 });
const PROBING = Object.freeze({ max: 1, waitMilliseconds: 2_000, statementMilliseconds: 2_000 });

/** Opens connections to a mesh's database as the roles of its contexts: all of them, or those a process has. */
export function openConnections(where: MeshDatabase | Logins, sizes: PoolSizes = DEFAULT_POOLS): Connections {
  const logins = "urlOf" in where ? where : loginsFrom({ dutyUrls: {}, mesh: where });
  const { directUrl } = logins;
  const pooled = directUrl !== undefined;
  const pools = new Map<string, Database>();
  const limits = (duty: Duty): PoolOptions => ({
    max: sizes[duty],
    pooled,
    pipeline: duty === "project" && !pooled,
    ...(duty === "read" && READING),
  });
  const open = (name: string, context: string, duty: Duty, options: PoolOptions): Database => {
    const found = pools.get(name);
    if (found !== undefined) return found;
    const url = logins.urlOf(context, duty);
    const opened = openDatabase(url, {
      ...options,
      name: `datamesh ${name}`,
      ...(pooled && { pooled, listenUrl: past(url, directUrl) }),
    });
    pools.set(name, opened);
    return opened;
  };
  return {
    as: (context, duty) => open(`${context} ${duty}`, context, duty, limits(duty)),
    shared: (context) => open(`${context} shared`, context, "project", SHARED),
    probe: (context) => open(`${context} probe`, context, "read", PROBING),
    limits,
    urlOf: (context, duty) => logins.urlOf(context, duty),
    end: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}
