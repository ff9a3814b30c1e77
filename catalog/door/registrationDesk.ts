import type { Registration, RegistrationOutcome } from "../registration/index.ts";
import { type Announcement, schemaHash } from "./announcement.ts";
import { type LiveReplica, liveReplicas } from "./liveReplicas.ts";

/** How what a replica announces stands. */
export type Standing =
  | { readonly kind: "EFFECTIVE"; readonly warnings: readonly string[] }
  /** It takes effect once every live replica announces it. */
  | { readonly kind: "WAITING"; readonly reason: string }
  | { readonly kind: "REFUSED"; readonly problems: readonly string[] };

/** Where the live replicas of a context are reached. */
export interface Addresses {
  /** Of those that serve the schema in effect. */
  readonly addresses: readonly string[];
  /** Of the others: for when none of the first answers. */
  readonly fallbacks: readonly string[];
}

/** Takes announcements of replicas, and registers a context when all of its replicas say the same. */
export interface RegistrationDesk {
  announce(announcement: Announcement): Promise<Standing>;
  /** Undefined for a replica that must announce itself anew. */
  beat(context: string, replica: string): Promise<Standing | undefined>;
  leave(context: string, replica: string): Promise<void>;
  addresses(): Readonly<Record<string, Addresses>>;
  /**
   * Looks after contexts whose replicas have fallen silent; to be called about once a second. Those that cannot be
   * looked after do not keep it from the others: it throws an AggregateError in the end.
   */
  sweep(): Promise<void>;
}

/** What the desk needs. */
export interface RegistrationDeskParts {
  /** Registers, or says why not. */
  readonly register: (registration: Registration) => Promise<RegistrationOutcome>;
  /** The hash (`schemaHash`) of what is registered of a context; undefined for one that never was. */
  readonly registered: (context: string) => Promise<string | undefined>;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
}

/** How often a replica is to be heard of, in seconds. */
export const HEARTBEAT_SECONDS = 3;
const LIFE_MS = 5 * HEARTBEAT_SECONDS * 1_000;
/** After its own start the catalog first waits to hear of all the replicas that it has forgotten. */
const SETTLE_MS = 2 * HEARTBEAT_SECONDS * 1_000;
const RETRY_MS = 10_000;

/** Opens one. Replicas are kept in memory: after a restart they announce themselves anew. */
export function registrationDesk({ register, registered, now }: RegistrationDeskParts): RegistrationDesk {
  const replicas = liveReplicas(LIFE_MS);
  const openedAt = now();
  const inEffect = new Map<string, string>();
  const refused = new Map<
    string,
    { readonly hash: string; readonly standing: Standing; readonly at: number }
  >();
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other, so that what is decided is decided on what is there. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  const settle = async (context: string): Promise<Standing> => {
    const live = replicas.of(context, now());
    const [first] = live;
    if (first === undefined) return waiting("no replica is there");
    const { hash } = first;
    if (live.some((each) => each.hash !== hash)) {
      return waiting(`${live.length} replicas are there, and they do not announce the same`);
    }
    const known = inEffect.get(context) ?? (await registered(context));
    if (known !== undefined) inEffect.set(context, known);
    if (known === hash) return { kind: "EFFECTIVE", warnings: [] };
    if (known !== undefined && now() - openedAt < SETTLE_MS) {
      return waiting("the catalog has just started and listens for other replicas first");
    }
    return record(context, first);
  };
  const record = async (context: string, { announcement, hash }: LiveReplica): Promise<Standing> => {
    const before = refused.get(context);
    if (before?.hash === hash && now() - before.at < RETRY_MS) return before.standing;
    const outcome = await register(announcement).catch(tooDeep);
    if (!outcome.ok) {
      const standing: Standing = { kind: "REFUSED", problems: outcome.problems };
      refused.set(context, { hash, standing, at: now() });
      return standing;
    }
    refused.delete(context);
    inEffect.set(context, hash);
    return { kind: "EFFECTIVE", warnings: outcome.warnings };
  };

  return {
    announce: (announcement) =>
      inTurn(async () => {
        const { context, sdl } = announcement;
        replicas.announce({ announcement, hash: schemaHash({ ...context, sdl }) }, now());
        return settle(context.name);
      }),
    beat: (context, replica) =>
      inTurn(async () => (replicas.beat(context, replica, now()) ? settle(context) : undefined)),
    leave: (context, replica) =>
      inTurn(async () => {
        replicas.leave(context, replica);
        if (replicas.of(context, now()).length > 0) await settle(context);
      }),
    addresses: () =>
      Object.fromEntries(
        replicas
          .contexts(now())
          .map((context) => [context, addressesOf(replicas.of(context, now()), inEffect.get(context))]),
      ),
    sweep: () =>
      inTurn(async () => {
        const failures: unknown[] = [];
        for (const context of replicas.contexts(now())) {
          await settle(context).catch((error: unknown) => failures.push(error));
        }
        if (failures.length > 0) throw new AggregateError(failures, "contexts could not be looked after");
      }),
  };
}

/** What is nested too deeply to be walked is the announcement's fault; every other failure is not. */
function tooDeep(error: unknown): RegistrationOutcome {
  if (!(error instanceof RangeError)) throw error;
  return {
    ok: false,
    problems: [`it cannot be read, being nested too deeply or too long: ${error.message}`],
  };
}

const waiting = (reason: string): Standing => ({ kind: "WAITING", reason });

function addressesOf(live: readonly LiveReplica[], hash: string | undefined): Addresses {
  const at = (those: readonly LiveReplica[]): readonly string[] => [
    ...new Set(those.map(({ announcement }) => announcement.address)),
  ];
  const current = at(live.filter((each) => each.hash === hash));
  if (current.length === 0) return { addresses: at(live), fallbacks: [] };
  return { addresses: current, fallbacks: at(live).filter((address) => !current.includes(address)) };
}
