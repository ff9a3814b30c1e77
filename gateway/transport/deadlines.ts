/** What is told that it has taken too long. */
export interface Expiring {
  expire(): void;
}

/**
 * Ends what takes longer than so many milliseconds. All have equally long, so that they are due in the order in which
 * they began, and one timer waits for the first of them: it is not set anew when that one ends in time.
 */
export class Deadlines {
  /** With the time at which each began, the first of them first. */
  private readonly running = new Map<Expiring, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly milliseconds: number) {}

  /** It begins. */
  add(call: Expiring): void {
    this.running.set(call, performance.now());
    if (this.timer === undefined) this.wait(this.milliseconds);
  }

  /** It has ended. */
  delete(call: Expiring): void {
    this.running.delete(call);
  }

  private wait(milliseconds: number): void {
    // Who calls keeps the process running; a timer that outlives the calls must not.
    this.timer = setTimeout(look, milliseconds, this).unref();
  }

  /** At a time when one may be due. */
  look(): void {
    this.timer = undefined;
    const now = performance.now();
    for (const [call, began] of this.running) {
      const left = began + this.milliseconds - now;
      if (left > 0) return this.wait(Math.ceil(left));
      this.running.delete(call);
      call.expire();
    }
  }
}

const look = (deadlines: Deadlines): void => deadlines.look();
