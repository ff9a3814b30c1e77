export {
  defineMesh,
  isRemote,
  remote,
  type EventReader,
  type Importers,
  type MeshDefinition,
  type RemoteContext,
} from "./defineMesh.ts";
