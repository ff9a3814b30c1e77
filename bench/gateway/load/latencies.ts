/** How latencies spread, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  /**
   * The p99 of each window of 250 ms, of which the middle one: a stall of the machine spoils the windows it falls into,
   * and what the measured does again and again is in all of them.
   */
  readonly usualP99: number;
}

const WINDOW_MS = 250;

/** Latencies as they come. */
export class Latencies {
  readonly #milliseconds: number[] = [];
  readonly #windows: number[][] = [];

  /** How many there are. */
  get count(): number {
    return this.#milliseconds.length;
  }

  /** Takes one of a request that was due so many milliseconds after the beginning. */
  take(due: number, milliseconds: number): void {
    this.#milliseconds.push(milliseconds);
    const window = (this.#windows[Math.floor(due / WINDOW_MS)] ??= []);
    window.push(milliseconds);
  }

  spread(): Spread {
    const all = percentiles(this.#milliseconds);
    const windows = this.#windows.map((each) => percentiles(each)(0.99));
    return { p50: all(0.5), p99: all(0.99), usualP99: percentiles(windows)(0.5) };
  }
}

function percentiles(values: readonly number[]): (share: number) => number {
  const sorted = Float64Array.from(values).sort();
  return (share) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}
