import { Line, type Place } from "./line.ts";

/** What is told that it has taken too long. */
export interface Expiring {
  expire(): void;
}

/** When it began, in milliseconds of `performance.now()`. */
interface Running {
  readonly call: Expiring;
  readonly began: number;
}

/** A call that has begun, to be given back as it ends. */
export type Begun = Place<Running>;

/**
 * Ends what takes longer than so many milliseconds. All have equally long, so that they are due in the order in which
 * they began, and one timer waits for the first of them: it is not set anew when that one ends in time.
 */
export class Deadlines {
  private readonly running = new Line<Running>();
  private timer: NodeJS.Timeout | undefined;

  constructor(readonly milliseconds: number) {}

  add(call: Expiring): Begun {
    if (this.timer === undefined) this.wait(this.milliseconds);
    return this.running.add({ call, began: performance.now() });
  }

  /** It has ended. */
  delete(begun: Begun): void {
    this.running.delete(begun);
  }

  private wait(milliseconds: number): void {
    // Who calls keeps the process running; a timer that outlives the calls must not.
    this.timer = setTimeout(look, milliseconds, this).unref();
  }

  /** At a time when one may be due. */
  look(): void {
    this.timer = undefined;
    const now = performance.now();
    for (let { first } = this.running; first !== undefined; { first } = this.running) {
      const left = first.began + this.milliseconds - now;
      if (left > 0) return this.wait(Math.ceil(left));
      this.running.shift();
      first.call.expire();
    }
  }
}

const look = (deadlines: Deadlines): void => deadlines.look();
