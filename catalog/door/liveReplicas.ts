import type { Announcement } from "./announcement.ts";

/** A replica that has been heard of lately. */
export interface LiveReplica {
  readonly announcement: Announcement;
  readonly hash: string;
}

/** Who of each context is there. Times are in milliseconds from any fixed point. */
export interface LiveReplicas {
  announce(replica: LiveReplica, now: number): void;
  /** False for a replica that has not announced itself, or has been forgotten: it must announce itself anew. */
  beat(context: string, replica: string, now: number): boolean;
  leave(context: string, replica: string): void;
  /** Those of a context, in the order they came. */
  of(context: string, now: number): readonly LiveReplica[];
  /** Every context of which somebody is there. */
  contexts(now: number): readonly string[];
}

/** Keeps track of replicas in memory: one that is silent for `lifeMs` is forgotten. */
export function liveReplicas(lifeMs: number): LiveReplicas {
  const heard = new Map<string, Map<string, { readonly replica: LiveReplica; readonly at: number }>>();
  const alive = (context: string, now: number): readonly LiveReplica[] => {
    const known = heard.get(context);
    for (const [id, { at }] of known ?? []) if (now - at > lifeMs) known?.delete(id);
    return [...(known?.values() ?? [])].map(({ replica }) => replica);
  };
  return {
    announce: (replica, now) => {
      const { context, replica: id } = replica.announcement;
      const known = heard.get(context.name) ?? new Map<string, { replica: LiveReplica; at: number }>();
      heard.set(context.name, known.set(id, { replica, at: now }));
    },
    beat: (context, id, now) => {
      const known = heard.get(context);
      const found = known?.get(id);
      if (known === undefined || found === undefined || now - found.at > lifeMs) return false;
      known.set(id, { ...found, at: now });
      return true;
    },
    leave: (context, id) => void heard.get(context)?.delete(id),
    of: alive,
    contexts: (now) => [...heard.keys()].filter((context) => alive(context, now).length > 0),
  };
}
