import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from "../types.ts";
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
  return (request) =>
    new Promise((resolve, reject) => new DirectCall(request, settings, resolve, reject).begin(handle));
}

class DirectCall {
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly request: SubgraphRequest,
    private readonly settings: Pick<TransportSettings, "deadlineMs" | "maxBodyBytes">,
    private readonly resolve: (response: SubgraphResponse) => void,
    private readonly reject: (failure: unknown) => void,
  ) {}

  begin(handle: SubgraphTransport): void {
    const { signal } = this.request;
    if (signal?.aborted) return this.reject(aborted());
    // First, since it may throw.
    const answer = handle({ ...this.request, signal: this.stop.signal });
    this.timer = setTimeout(expire, this.settings.deadlineMs, this);
    signal?.addEventListener("abort", this);
    answer.then(
      (response) => this.answered(response),
      (error: unknown) => this.fail(error),
    );
  }

  /** At the deadline. */
  expire(): void {
    this.giveUp(new TransportFailure("LATE", `no answer within ${this.settings.deadlineMs} ms`));
  }

  /** When the request's signal is aborted. */
  handleEvent(): void {
    this.giveUp(aborted());
  }

  private giveUp(failure: TransportFailure): void {
    this.fail(failure);
    this.stop.abort(failure);
  }

  private answered(response: SubgraphResponse): void {
    const { maxBodyBytes } = this.settings;
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
    clearTimeout(this.timer);
    this.request.signal?.removeEventListener("abort", this);
  }
}

const expire = (call: DirectCall): void => call.expire();

const aborted = (): TransportFailure =>
  new TransportFailure("ABORTED", "nobody waits for the answer any more");
