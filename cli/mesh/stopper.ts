/** Undoes what was started, last first. */
export interface Stopper {
  add(stop: () => Promise<void>): void;
  /** Runs every step once, also when an earlier one fails; then throws the first failure. */
  stop(): Promise<void>;
}

/** Makes one. */
export function createStopper(): Stopper {
  const steps: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    add: (stop) => void steps.push(stop),
    stop: () => (stopped ??= run()),
  };
}
