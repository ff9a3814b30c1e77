export { compose, type Composition } from "./compose.ts";
export { createMesh, type MeshParts } from "./createMesh.ts";
export { catalogFeed, type FetchSupergraph } from "./fetchSupergraph.ts";
export { followSupergraph, type FollowedSupergraph } from "./followSupergraph.ts";
export { keptSupergraph, type KeptSupergraph } from "./keptSupergraph.ts";
export {
  liveMesh,
  type LiveMesh,
  type LiveMeshParts,
  type MadeOf,
  type MeshListener,
  type MeshUpdate,
} from "./liveMesh.ts";
export { publicSchema } from "./publicSchema.ts";
export { supergraphMesh, type SupergraphMeshParts } from "./supergraphMesh.ts";
export { subgraphUrls } from "../engine/index.ts";
export type { IssueToken, SubgraphReach } from "./subgraphCaller.ts";
