import { serviceSigner, type SignedCall } from "./serviceSigner.ts";
import type { ServiceKeys } from "./serviceToken.ts";

/** What a service token vouches for: this consumer sends this body to this subgraph, now. */
export interface ServiceTokenRequest extends SignedCall {
  /** What the gateway shares with this subgraph and no other. */
  readonly key: ServiceKeys;
  readonly subgraph: string;
}

/** Issues a single token; whoever issues many keeps a `serviceSigner`. Throws `TypeError` like that. */
export const issueServiceToken = ({ key, subgraph, ...call }: ServiceTokenRequest): string =>
  serviceSigner(key, subgraph)(call);
