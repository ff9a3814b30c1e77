/** `closed`: requests pass; `open`: none does; `half-open`: one is let through to see. */
export type CircuitState = "closed" | "open" | "half-open";

/** When a circuit opens, and for how long. */
export interface CircuitSettings {
  /** The share of requests that must fail, 0 to 1; above 1 it never opens. */
  readonly failureShare: number;
  /** How many must have failed. */
  readonly failures: number;
  /** Within what time, in milliseconds. */
  readonly windowMs: number;
  /** How long it stays open at first; twice as long after every probe that fails. */
  readonly pauseMs: number;
  readonly maxPauseMs: number;
}

/** What a request was let through as. */
export type Admission = "ordinary" | "probe";

/** What a request says of the address: nothing, if we gave it up ourselves. */
export type Finding = "good" | "bad" | "nothing";

/**
 * Stops asking an address that fails, and asks it again with one request at a time until one succeeds (the circuit
 * breaker of M. Nygard, Release It!). The others are refused at once, not kept waiting for the probe. Times are
 * milliseconds on one clock that only goes forward.
 */
export class CircuitBreaker {
  private opened: { readonly until: number; readonly pauseMs: number } | undefined;
  private isProbing = false;
  private windowEnd = -Infinity;
  private good = 0;
  private bad = 0;
  private goodBefore = 0;
  private badBefore = 0;

  constructor(private readonly settings: CircuitSettings) {}

  stateAt(now: number): CircuitState {
    if (this.opened === undefined) return "closed";
    return this.isProbing || now >= this.opened.until ? "half-open" : "open";
  }

  /** Lets a request through, whose outcome must be told; undefined if it must not be sent. */
  admit(now: number): Admission | undefined {
    if (this.opened === undefined) return "ordinary";
    if (this.isProbing || now < this.opened.until) return undefined;
    this.isProbing = true;
    return "probe";
  }

  /** Tells what became of a request. One that was sent before the circuit opened has no say once it is open. */
  tell(admission: Admission, finding: Finding, now: number): void {
    if (admission === "probe") this.endProbe(finding, now);
    else if (this.opened === undefined && finding !== "nothing") this.count(finding, now);
  }

  private endProbe(finding: Finding, now: number): void {
    this.isProbing = false;
    if (finding === "bad") this.open(2 * (this.opened?.pauseMs ?? 0), now);
    if (finding === "good") this.opened = undefined;
  }

  private count(finding: "good" | "bad", now: number): void {
    this.turn(now);
    if (finding === "good") {
      this.good += 1;
      return;
    }
    this.bad += 1;
    const bad = this.bad + this.badBefore;
    const all = bad + this.good + this.goodBefore;
    if (bad >= this.settings.failures && bad >= this.settings.failureShare * all) {
      this.open(this.settings.pauseMs, now);
    }
  }

  private open(pauseMs: number, now: number): void {
    const pause = Math.min(pauseMs, this.settings.maxPauseMs);
    this.opened = { until: now + pause, pauseMs: pause };
    this.windowEnd = -Infinity;
  }

  /** The window moves by halves: what is counted is this half and the one before. */
  private turn(now: number): void {
    if (now < this.windowEnd) return;
    const half = this.settings.windowMs / 2;
    const isNext = now < this.windowEnd + half;
    this.goodBefore = isNext ? this.good : 0;
    this.badBefore = isNext ? this.bad : 0;
    this.good = 0;
    this.bad = 0;
    this.windowEnd = now + half;
  }
}
