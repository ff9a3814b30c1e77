export type { Admission, Admissions } from "./admissions.ts";
export { schemaHash } from "./announcement.ts";
export { type Announced, type Announcer, startAnnouncing } from "./announcer.ts";
export { catalogDoor, type CatalogDoorParts } from "./catalogDoor.ts";
export { registrationDesk, type RegistrationDesk } from "./registrationDesk.ts";
export type { SupergraphFeed } from "./supergraphFeed.ts";
