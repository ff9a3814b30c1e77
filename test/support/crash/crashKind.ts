import type { OwnServer } from "../ownServer.ts";

/** What a run is made of. */
export interface CrashRun {
  /** Decides the events, who writes how, and when what is killed; not how the machine interleaves them. */
  readonly seed: number;
  /** A durable server with the template of crash meshes. */
  readonly server: OwnServer;
  /** Told what is worth telling besides the outcome. */
  readonly say: (line: string) => void;
}

/** What a run came to. Anything in `problems` is a failure. */
export interface CrashOutcome {
  readonly problems: readonly string[];
  /** What the run did, counted: a run that killed nothing proves nothing. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Something that goes wrong, and what must hold afterwards. */
export interface CrashKind {
  readonly name: string;
  readonly run: (run: CrashRun) => Promise<CrashOutcome>;
  /** Why this machine cannot do it, if it cannot. */
  readonly cannot?: () => Promise<string | undefined>;
}
