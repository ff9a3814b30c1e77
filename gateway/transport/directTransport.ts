import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from "../types.ts";
import { type Abortable, abortedWith } from "./abortedWith.ts";
import { type Begun, Deadlines, type Expiring } from "./deadlines.ts";
import type { Line, Place } from "./line.ts";
import { TransportFailure } from "./transportFailure.ts";
import type { TransportSettings } from "./transportSettings.ts";

/**
 * Reaches a subgraph of this process, with the very messages that would go over the network, within the same deadline
 * and bound. What is asked gets a signal that is aborted when its answer is not waited for any more. Rejects with a
 * TransportFailure, or with what `handle` rejects with.
 */
export function directTransport(
  handle: SubgraphTransport,
  settings: Pick<TransportSettings, "deadlineMs" | "maxBodyBytes">,
): SubgraphTransport {
  const parts = { deadlines: new Deadlines(settings.deadlineMs), maxBodyBytes: settings.maxBodyBytes };
  return (request) =>
    new Promise((resolve, reject) => new DirectCall(request, parts, resolve, reject).begin(handle));
}

interface DirectParts {
  readonly deadlines: Deadlines;
  readonly maxBodyBytes: number;
}

class DirectCall implements Expiring, Abortable {
  private readonly stop = new AbortController();
  private begun: Begun | undefined;
  private together: Line<Abortable> | undefined;
  private place: Place<Abortable> | undefined;

  constructor(
    private readonly request: SubgraphRequest,
    private readonly parts: DirectParts,
    private readonly resolve: (response: SubgraphResponse) => void,
    private readonly reject: (failure: unknown) => void,
  ) {}

  begin(handle: SubgraphTransport): void {
    const { signal } = this.request;
    if (signal?.aborted) return this.reject(aborted());
    // First, since it may throw.
    const answer = handle({ ...this.request, signal: this.stop.signal });
    this.begun = this.parts.deadlines.add(this);
    if (signal !== undefined) {
      this.together = abortedWith(signal);
      this.place = this.together.add(this);
    }
    answer.then(
      (response) => this.answered(response),
      (error: unknown) => this.fail(error),
    );
  }

  /** At the deadline. */
  expire(): void {
    this.giveUp(new TransportFailure("LATE", `no answer within ${this.parts.deadlines.milliseconds} ms`));
  }

  /** When the request's signal is aborted. */
  abort(): void {
    this.giveUp(aborted());
  }

  private giveUp(failure: TransportFailure): void {
    this.fail(failure);
    this.stop.abort(failure);
  }

  private answered(response: SubgraphResponse): void {
    const { maxBodyBytes } = this.parts;
    if (response.body.length > maxBodyBytes) {
      return this.fail(new TransportFailure("TOO_LARGE", `the answer is larger than ${maxBodyBytes} bytes`));
    }
    this.end();
    this.resolve(response);
  }

  private fail(failure: unknown): void {
    this.end();
    this.reject(failure);
  }

  private end(): void {
    if (this.begun !== undefined) this.parts.deadlines.delete(this.begun);
    if (this.place !== undefined) this.together?.delete(this.place);
  }
}

const aborted = (): TransportFailure =>
  new TransportFailure("ABORTED", "nobody waits for the answer any more");
