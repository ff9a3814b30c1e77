import { setTimeout as sleep } from "node:timers/promises";
import { z } from "@datamesh/kernel";
import { issuePeerToken } from "@datamesh/kernel/servicetoken";
import type { Announcement } from "./announcement.ts";
import { HEARTBEAT_SECONDS } from "./registrationDesk.ts";

/** What became of telling the catalog. */
export type Announced =
  | { readonly kind: "EFFECTIVE"; readonly warnings: readonly string[] }
  | { readonly kind: "WAITING"; readonly reason: string }
  | { readonly kind: "REFUSED"; readonly problems: readonly string[] }
  /** It did not answer, or did not let this replica in. It is tried again. */
  | { readonly kind: "UNHEARD"; readonly reason: string };

/** Keeps the catalog told that a replica is there. */
export interface Announcer {
  /** Says that the replica goes; resolves when the catalog has heard it, or did not listen for a second. */
  stop(): Promise<void>;
}

/** Who announces what, to whom. */
export interface AnnouncerParts {
  /** The origin of the catalog's door. */
  readonly catalogUrl: string;
  /** The context's registration key. */
  readonly key: Uint8Array;
  readonly announcement: Announcement;
  readonly now: () => Date;
  /** Told whenever the standing has changed. */
  readonly onStanding: (announced: Announced) => void;
}

const DEADLINE_MS = 5_000;
const LEAVE_DEADLINE_MS = 1_000;

const standingSchema: z.ZodType<Announced> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("EFFECTIVE"), warnings: z.array(z.string()) }),
  z.object({ kind: z.literal("WAITING"), reason: z.string() }),
  z.object({ kind: z.literal("REFUSED"), problems: z.array(z.string()) }),
]);

/**
 * Announces a replica to the catalog and says every few seconds that it is still there, until stopped. A catalog that
 * is down changes nothing for the replica: it is announced as soon as the catalog is back.
 */
export function startAnnouncing(parts: AnnouncerParts): Announcer {
  const stopping = new AbortController();
  const { context, replica } = parts.announcement;
  const presence = JSON.stringify({ context: context.name, replica });
  let known = false;
  let last = "";
  const once = async (): Promise<void> => {
    const announced = await tell(parts, known ? BEAT : ANNOUNCE, known ? presence : undefined);
    if (announced === "UNKNOWN") {
      known = false;
      return once();
    }
    known = announced.kind !== "UNHEARD";
    const text = JSON.stringify(announced);
    if (text !== last && !stopping.signal.aborted) parts.onStanding(announced);
    last = text;
  };
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await once();
      await sleep(HEARTBEAT_SECONDS * 1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      if (known) await post(parts, LEAVE, presence, LEAVE_DEADLINE_MS).catch(() => undefined);
    },
  };
}

interface Call {
  readonly path: string;
  readonly to: string;
}

const ANNOUNCE: Call = { path: "/registrations", to: "catalog:registrations" };
const BEAT: Call = { path: "/registrations/heartbeats", to: "catalog:heartbeats" };
const LEAVE: Call = { path: "/registrations/leave", to: "catalog:leave" };

async function tell(
  parts: AnnouncerParts,
  call: Call,
  body = JSON.stringify(parts.announcement),
): Promise<Announced | "UNKNOWN"> {
  try {
    const response = await post(parts, call, body, DEADLINE_MS);
    if (response.status === 404 && call === BEAT) return "UNKNOWN";
    const answer: unknown = await response.json();
    const standing = standingSchema.safeParse(answer);
    if (standing.success) return standing.data;
    return { kind: "UNHEARD", reason: `the catalog answers ${response.status}: ${messageOf(answer)}` };
  } catch (error) {
    return { kind: "UNHEARD", reason: reasonOf(error) };
  }
}

async function post(
  { catalogUrl, key, announcement, now }: AnnouncerParts,
  { path, to }: Call,
  body: string,
  deadlineMs: number,
): Promise<Response> {
  const from = `context:${announcement.context.name}`;
  const token = await issuePeerToken(key, { from, to, body, now: now() });
  return fetch(new URL(path, catalogUrl), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body,
    redirect: "error",
    signal: AbortSignal.timeout(deadlineMs),
  });
}

const problem = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });

function messageOf(answer: unknown): string {
  const read = problem.safeParse(answer);
  return read.success ? (read.data.errors[0]?.message ?? "") : "nothing that it should";
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string }; message?: string };
  return `the catalog does not answer (${cause?.code ?? message ?? "unknown"})`;
}
