import type { IncomingMessage } from "node:http";
import { MeshError } from "@datamesh/kernel";
import type { Exchange } from "./exchange.ts";
import { refusalReply } from "./refusal.ts";
import { repeatedHeader } from "./repeatedHeader.ts";
import type { Reply } from "./reply.ts";
import type { Handler } from "./router.ts";

/** What the handler replies, unless a header of the request stands there twice that may stand there once: then 400. */
export function onceEach(
  handler: Handler,
  { rawHeaders }: IncomingMessage,
  exchange: Exchange,
): Promise<Reply> | Reply {
  const name = repeatedHeader(rawHeaders);
  if (name === undefined) return handler(exchange);
  exchange.note({ route: "unknown" });
  const error = new MeshError("BAD_USER_INPUT", `the header "${name}" is sent twice: send it once`);
  return refusalReply({ error }, exchange);
}
