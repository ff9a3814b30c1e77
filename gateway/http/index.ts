export type { Addition, AddToDoor, Door, Upgrade } from "./addition.ts";
export { ANYONE, authenticateRequest } from "./authenticateRequest.ts";
export type { VerifyToken } from "./authenticateRequest.ts";
export { createGateway, type DoorConfig, type Gateway, type GatewayParts } from "./createGateway.ts";
export type { CheckReadiness, Readiness } from "./health.ts";
export { requireFree } from "./listen.ts";
export type { CurrentMesh } from "./meshGateway.ts";
