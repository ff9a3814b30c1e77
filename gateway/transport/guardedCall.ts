import type { SubgraphRequest, SubgraphResponse } from "../types.ts";
import { type Abortable, abortedWith } from "./abortedWith.ts";
import type { Admission, Finding } from "./circuitBreaker.ts";
import type { Begun, Deadlines, Expiring } from "./deadlines.ts";
import type { Exchange } from "./exchange.ts";
import { type RequestMessage, requireHeaders } from "./requestMessage.ts";
import type { Replica, Replicas } from "./replicas.ts";
import type { RetryBudget } from "./retryBudget.ts";
import type { Line, Place } from "./line.ts";
import { TransportFailure } from "./transportFailure.ts";

/** What has been done for one subgraph so far. */
export interface CallTally {
  calls: number;
  /** Calls without an answer, those included of which nobody was asked. */
  failed: number;
  /** Calls of which nobody was asked, since every circuit was open. */
  refused: number;
  /** Requests sent again that an address may have received before. */
  repeated: number;
}

/** What the calls of one subgraph work with. */
export interface CallParts {
  readonly replicas: Pick<Replicas, "inTurn">;
  readonly budget: RetryBudget;
  readonly tally: CallTally;
  readonly deadlines: Deadlines;
  readonly now: () => number;
}

/**
 * Asks a subgraph, one address after the other until one answers, all before the deadline. The next is asked when an
 * address cannot be reached, for then nothing was sent; and of a request that only reads also when the connection
 * breaks, or the address says that it is stopping (503), within the budget for repetitions. Rejects with a
 * TransportFailure, and with TypeError for a request that cannot be sent.
 */
export function guardedCall(request: SubgraphRequest, parts: CallParts): Promise<SubgraphResponse> {
  return new Promise((resolve, reject) => {
    requireHeaders(request);
    new GuardedCall(request, parts, parts.replicas.inTurn(), resolve, reject).begin();
  });
}

class GuardedCall implements Exchange, Expiring, Abortable {
  message!: RequestMessage;
  private replica!: Replica;
  private admission!: Admission;
  private asked = 0;
  private stopping: SubgraphResponse | undefined;
  private begun: Begun | undefined;
  private together: Line<Abortable> | undefined;
  private place: Place<Abortable> | undefined;

  constructor(
    private readonly request: SubgraphRequest,
    private readonly parts: CallParts,
    /** In the order in which they are asked. */
    private readonly order: readonly Replica[],
    private readonly resolve: (response: SubgraphResponse) => void,
    private readonly reject: (failure: TransportFailure) => void,
  ) {}

  begin(): void {
    const { signal } = this.request;
    const { budget, tally, deadlines, now } = this.parts;
    tally.calls += 1;
    budget.earn();
    if (this.order.length === 0) return this.fail(new TransportFailure("UNKNOWN", "no address is known"));
    if (signal?.aborted) return this.fail(aborted());
    const at = now();
    if (!this.admitNext(at)) {
      tally.refused += 1;
      return this.fail(new TransportFailure("REFUSED", "nobody was asked: the circuit is open"));
    }
    this.begun = deadlines.add(this);
    if (signal !== undefined) {
      this.together = abortedWith(signal);
      this.place = this.together.add(this);
    }
    this.send(at);
  }

  answered(response: SubgraphResponse, at: number): void {
    const { status } = response;
    this.tell(status >= 500 ? "bad" : "good", at);
    if (status !== 503) return this.succeed(response);
    this.stopping = response;
    if (this.request.repeatable && this.repeatElsewhere(at)) return;
    this.succeed(response);
  }

  failed(failure: TransportFailure, finding: Finding): void {
    const at = this.parts.now();
    this.tell(finding, at);
    if (failure.reason === "UNREACHABLE" || failure.reason === "BUSY") {
      if (this.skipReplica().admitNext(at)) return this.send(at);
    } else if (failure.reason === "BROKEN" && this.request.repeatable) {
      // When one was cut off, so may be the others.
      this.replica.pool.dropIdle();
      if (this.admitNext(at) && this.payRepetition(at)) return this.send(at);
    }
    if (this.stopping !== undefined && isPassedOver(failure)) this.succeed(this.stopping);
    else this.fail(failure);
  }

  private repeatElsewhere(at: number): boolean {
    if (!this.skipReplica().admitNext(at) || !this.payRepetition(at)) return false;
    this.send(at);
    return true;
  }

  /** Passes over the second turn of an address that would say the same again. */
  private skipReplica(): this {
    while (this.order[this.asked] === this.replica) this.asked += 1;
    return this;
  }

  private admitNext(at: number): boolean {
    while (this.asked < this.order.length) {
      const replica = this.order[this.asked++] as Replica;
      const admission = replica.circuit.admit(at);
      if (admission === undefined) continue;
      this.replica = replica;
      this.admission = admission;
      return true;
    }
    return false;
  }

  private payRepetition(at: number): boolean {
    if (this.parts.budget.spend()) {
      this.parts.tally.repeated += 1;
      return true;
    }
    this.tell("nothing", at);
    return false;
  }

  private send(at: number): void {
    this.message = this.replica.write(this.request);
    this.replica.pool.send(this, at);
  }

  private tell(finding: Finding, at: number): void {
    this.replica.circuit.tell(this.admission, finding, at);
  }

  /** At the deadline. */
  expire(): void {
    const { milliseconds } = this.parts.deadlines;
    this.replica.pool.cancel(this, new TransportFailure("LATE", `no answer within ${milliseconds} ms`));
  }

  /** When the request's signal is aborted. */
  abort(): void {
    this.replica.pool.cancel(this, aborted());
  }

  private succeed(response: SubgraphResponse): void {
    this.end();
    this.resolve(response);
  }

  private fail(failure: TransportFailure): void {
    this.end();
    this.parts.tally.failed += 1;
    this.reject(failure);
  }

  private end(): void {
    if (this.begun !== undefined) this.parts.deadlines.delete(this.begun);
    if (this.place !== undefined) this.together?.delete(this.place);
  }
}

const aborted = (): TransportFailure =>
  new TransportFailure("ABORTED", "nobody waits for the answer any more");

/** Whether an address gave no answer for reasons that say nothing against what another has answered. */
const isPassedOver = ({ reason }: TransportFailure): boolean =>
  reason === "UNREACHABLE" || reason === "BROKEN" || reason === "BUSY";
