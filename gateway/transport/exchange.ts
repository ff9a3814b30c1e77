import type { SubgraphResponse } from "../types.ts";
import type { Finding } from "./circuitBreaker.ts";
import type { RequestMessage } from "./requestMessage.ts";
import type { TransportFailure } from "./transportFailure.ts";

/** One request on its way to one address, and who is told what becomes of it: exactly one of the two, once. */
export interface Exchange {
  readonly message: RequestMessage;
  /** `at` is the time, on the clock of the connection. */
  answered(response: SubgraphResponse, at: number): void;
  /** `finding` is what the failure says of the address. */
  failed(failure: TransportFailure, finding: Finding): void;
}
