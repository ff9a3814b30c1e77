import type { IncomingMessage } from "node:http";
import type { PlainRequest } from "./plain/plainRequest.ts";

/** A request, whoever read it: Node as it comes, or we when it has come whole. */
export type HttpRequest = IncomingMessage | PlainRequest;
