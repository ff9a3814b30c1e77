import { denyRest } from "../../../gateway/authorize/denyRest.ts";
import type { RuleTree } from "../../../gateway/authorize/ruleTree.ts";
import {
  createMesh,
  publicSchema,
  subgraphUrls,
  supergraphMesh,
  type SubgraphReach,
} from "../../../gateway/supergraph/index.ts";
import type { Mesh, SubgraphTransport } from "../../../gateway/types.ts";
import { subgraphReach } from "../../mesh/subgraphReach.ts";

/** What a mesh of nothing but a supergraph stands on. */
export interface StandaloneParts {
  /** Undefined: no rules, and no word to the subgraphs about who asks. */
  readonly permissions: RuleTree | undefined;
  readonly serviceKeys: (subgraph: string) => readonly Uint8Array[] | undefined;
  readonly calls?: SubgraphReach["calls"] | undefined;
  /** Reaches the GraphQL of a subgraph at this URL. */
  readonly transportTo: (subgraph: string, url: string) => SubgraphTransport;
}

/** Makes a mesh of a supergraph that says where its subgraphs are. Throws TypeError for one that does not. */
export async function standaloneMesh(supergraphSdl: string, parts: StandaloneParts): Promise<Mesh> {
  const urls = subgraphUrls(supergraphSdl);
  const nowhere = [...urls].filter(([, url]) => !URL.canParse(url)).map(([name]) => name);
  if (urls.size === 0) throw new TypeError("this is no supergraph: it names no subgraphs (join__Graph)");
  if (nowhere.length > 0) throw new TypeError(`the supergraph does not say where ${nowhere.join(", ")} is`);
  const { permissions, serviceKeys, calls } = parts;
  const counted = calls && { calls };
  const transports = new Map([...urls].map(([name, url]) => [name, parts.transportTo(name, url)]));
  if (permissions === undefined) {
    return supergraphMesh({ supergraphSdl, ...counted, transportTo: (name) => transports.get(name) });
  }
  const keys = new Map([...urls.keys()].map((name) => [name, serviceKeys(name)]));
  const reached = new Map(
    [...transports].map(([name, transport]) => [name, { transport, serviceKey: keys.get(name) }]),
  );
  const reach = subgraphReach((name) => reached.get(name));
  return createMesh({
    ...reach,
    ...counted,
    isContext: (name) => keys.get(name) !== undefined,
    supergraphSdl,
    subgraphs: [...urls.keys()].map((name) => ({ name, sdl: "", products: [] })),
    permissions: denyRest(permissions, publicSchema(supergraphSdl)),
  });
}
