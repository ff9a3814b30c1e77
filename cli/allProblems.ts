import { MeshError } from "@datamesh/kernel";

/** Runs one reading of settings after the other, so that the problems of all are told at once. */
export interface AllProblems {
  /** What the reading gives; undefined when it fails with BAD_USER_INPUT, which is kept for the end. */
  attempt<T>(read: () => T): T | undefined;
  /** Throws MeshError BAD_USER_INPUT with everything that was wrong, if anything was. */
  end(): void;
}

/** Begins to gather them. */
export function allProblems(): AllProblems {
  const problems: string[] = [];
  return {
    attempt: (read) => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof MeshError) || error.code !== "BAD_USER_INPUT") throw error;
        problems.push(error.message);
        return undefined;
      }
    },
    end: () => {
      if (problems.length > 0) throw new MeshError("BAD_USER_INPUT", problems.join("\n"));
    },
  };
}
