/** A file that is to be made. */
export interface NewFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** An edit of a file that is there. */
export interface Change {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** The file's text with the edit; undefined when the file does not have the shape in which it could be made. */
  readonly apply: (source: string) => string | undefined;
  /** The same edit in words, for whoever then makes it. */
  readonly byHand: readonly string[];
}

/** Everything that something new consists of. */
export interface ScaffoldPlan {
  readonly create: readonly NewFile[];
  readonly change: readonly Change[];
  /** What to do next, a line each: a command, and what it is for. */
  readonly next: readonly string[];
}
