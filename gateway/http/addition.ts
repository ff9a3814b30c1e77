import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import type { Limits } from "../limits/index.ts";
import type { Audit } from "./auditedMesh.ts";
import type { ANYONE, VerifyToken } from "./authenticateRequest.ts";
import type { FindDocument } from "./documentCache.ts";
import type { Guards } from "./guards.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import type { Handler, Route } from "./router.ts";

/** What of the door others may build their routes on, so that nothing goes around it. */
export interface Door {
  /** Writes down every access before it answers. */
  readonly mesh: CurrentMesh;
  readonly verifyToken: VerifyToken | typeof ANYONE;
  /** Checks the text of a document as that of any query. */
  readonly findDocument: FindDocument;
  readonly limits: Limits;
  readonly guards: Guards;
  readonly audit: Audit;
  readonly log: Logger;
}

/** A connection that leaves HTTP (RFC 9110, 7.8): from here on whoever takes it is all there is to it. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** The first bytes after the head of the request. */
  readonly head: Buffer;
  readonly requestId: string;
  readonly log: Logger;
}

/** Who takes connections that are upgraded at a path. */
export interface UpgradeTaker {
  /** As the header `upgrade` asks for it, in lower case. */
  readonly protocol: string;
  take(upgrade: Upgrade): void;
}

/** What is served beside the door's own routes. */
export interface Addition {
  readonly routes?: readonly Route[];
  /** Answers what is asked at `/graphql` to be answered as a stream: `accept: text/event-stream`. */
  readonly eventStream?: Handler;
  /** By path: takes connections that are upgraded there. */
  readonly upgrades?: Readonly<Record<string, UpgradeTaker>>;
  /** Ends what does not end by itself, as soon as the gateway stops. */
  stop?(): Promise<void>;
}

/** Makes an addition of what the door has. */
export type AddToDoor = (door: Door) => Addition;
