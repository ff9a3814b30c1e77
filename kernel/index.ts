/** What a context needs to declare itself: the kernel's public face. */
export { z } from "zod";
export { MeshError, ERROR_CODES, type ErrorCode, type ErrorDetails } from "./errors.ts";
export { parseDuration } from "./duration.ts";
export {
  event,
  events,
  personal,
  readJson,
  subject,
  type EventDeclaration,
  type OfferedEvent,
  type RecordedEvent,
} from "./event/index.ts";
export {
  defineMesh,
  remote,
  type EventReader,
  type Importers,
  type MeshDefinition,
  type RemoteContext,
} from "./mesh/index.ts";
export {
  allOf,
  anyOf,
  anyone,
  consumer,
  nobody,
  purpose,
  role,
  scope,
  team,
  type Consumer,
  type Policy,
  type Rule,
} from "./policy/index.ts";
export {
  bigint,
  boolean,
  context,
  dataProduct,
  date,
  decimal,
  enumOf,
  float,
  id,
  int,
  link,
  list,
  openEnumOf,
  remove,
  text,
  timestamp,
  upstream,
  type Context,
  type DataProduct,
  type Owner,
  type ProductDescriptor,
} from "./product/index.ts";
