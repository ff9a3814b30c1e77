import { serviceVerifier, type ReceivedCall, type ServiceVerified } from "./serviceVerifier.ts";
import type { ServiceKeys } from "./serviceToken.ts";

/** A service token beside the request it came with, and who checks it under which keys. */
export interface ServiceTokenCheck extends ReceivedCall {
  readonly key: ServiceKeys;
  /** The name of the subgraph that checks. */
  readonly subgraph: string;
}

/** Verifies a single token; whoever verifies many keeps a `serviceVerifier`. Throws `TypeError` like that. */
export const verifyServiceToken = ({ key, subgraph, ...call }: ServiceTokenCheck): ServiceVerified =>
  serviceVerifier(key, subgraph)(call);
