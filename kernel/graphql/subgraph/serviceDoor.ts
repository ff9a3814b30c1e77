import type { Consumer } from "../../policy/index.ts";
import { serviceVerifier, type ServiceKeys } from "../../servicetoken/index.ts";
import type { SubgraphProblem } from "./errorPlugin.ts";
import type { SubgraphRequest } from "./subgraphMessage.ts";

interface ServiceDoorOptions {
  /** The subgraph. */
  readonly name: string;
  readonly serviceKey: ServiceKeys;
  readonly now: () => Date;
  readonly log: (problem: SubgraphProblem) => void;
}

/**
 * Admits requests with a service token for this subgraph and exactly this body, answering the consumer it vouches
 * for; undefined for every other, with the reason in the log only.
 */
export function serviceDoor({ name, serviceKey, now, log }: ServiceDoorOptions) {
  const verify = serviceVerifier(serviceKey, name);
  return ({ authorization, body, requestId }: SubgraphRequest): Consumer | undefined => {
    const [, token = ""] = /^Bearer ([^\s]+)$/i.exec(authorization) ?? [];
    const check = verify({ token, body, now: now() });
    if (check.ok) return check.consumer;
    log({
      subgraph: name,
      requestId,
      message: `a service token was refused: ${check.reason}`,
      error: undefined,
    });
    return undefined;
  };
}
