/**
 * Why a subgraph gave no answer that can be taken.
 *
 * | reason | meaning |
 * |---|---|
 * | UNKNOWN | no address is known |
 * | REFUSED | nobody was asked: the circuit to every address is open |
 * | BUSY | nobody was asked: as many requests wait for a connection as may |
 * | UNREACHABLE | no connection could be made, so nothing was sent |
 * | BROKEN | the connection ended before the answer was whole |
 * | MALFORMED | what came is not beyond doubt one HTTP/1.1 answer |
 * | TOO_LARGE | the answer is larger than is taken |
 * | LATE | no answer before the deadline |
 * | ABORTED | nobody waits for the answer any more |
 */
export type FailureReason =
  "UNKNOWN" | "REFUSED" | "BUSY" | "UNREACHABLE" | "BROKEN" | "MALFORMED" | "TOO_LARGE" | "LATE" | "ABORTED";

/** A call of a subgraph without an answer. The message may name addresses: it is for the log, never for consumers. */
export class TransportFailure extends Error {
  override readonly name = "TransportFailure";

  constructor(
    readonly reason: FailureReason,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
