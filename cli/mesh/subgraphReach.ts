import { eventDoorOf, serviceSigner, type ServiceKeys, type SignCall } from "@datamesh/kernel/servicetoken";
import type { EventDoor } from "@datamesh/kernel/intake";
import type { SubgraphReach } from "../../gateway/supergraph/index.ts";
import { directTransport, type TransportSettings } from "../../gateway/transport/index.ts";
import type { SubgraphTransport } from "../../gateway/types.ts";
import type { StartedSubgraph } from "./startSubgraphs.ts";

/** How a gateway reaches a subgraph: by which transport, and under which key; a subgraph without one gets no token. */
export interface ReachedSubgraph {
  readonly transport: SubgraphTransport;
  readonly serviceKey: ServiceKeys | undefined;
}

/** Reaches subgraphs by name; undefined for one that nobody knows how to reach. */
export function subgraphReach(find: (subgraph: string) => ReachedSubgraph | undefined): SubgraphReach {
  const signers = new Map<string, { readonly key: ServiceKeys; readonly sign: SignCall }>();
  const signerOf = (opens: string, key: ServiceKeys): SignCall => {
    const known = signers.get(opens);
    if (known?.key === key) return known.sign;
    const sign = serviceSigner(key, opens);
    signers.set(opens, { key, sign });
    return sign;
  };
  return {
    transportTo: (subgraph) => find(subgraph)?.transport,
    issueToken: ({ subgraph, door, consumer, body }) => {
      const found = find(subgraph);
      if (found === undefined) throw new TypeError(`no key opens subgraph ${subgraph}`);
      if (found.serviceKey === undefined) return "";
      const opens = door === "events" ? eventDoorOf(subgraph) : subgraph;
      return signerOf(opens, found.serviceKey)({ consumer, body, now: new Date() });
    },
  };
}

/** As a process without the login to append answers. */
const CLOSED: EventDoor = { handle: () => Promise.resolve({ status: 404, body: "" }) };

/** Reaches subgraphs of this process with the very messages that would go over the network. */
export function inProcess(
  started: readonly StartedSubgraph[],
  settings: TransportSettings,
): ReadonlyMap<string, ReachedSubgraph> {
  return new Map(
    started.map(({ subgraph, events, serviceKey }) => [
      subgraph.name,
      {
        transport: directTransport(
          (request) => (request.path === "/events" ? (events ?? CLOSED) : subgraph).handle(request),
          settings,
        ),
        serviceKey,
      },
    ]),
  );
}
