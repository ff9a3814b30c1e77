import type { Accepted } from "./accepted.ts";
import { HEADERS } from "./answerDirectly.ts";
import type { InvalidDocument } from "./checkedDocument.ts";
import type { Exchange } from "./exchange.ts";
import type { Reply } from "./reply.ts";
import { requestErrorStatus } from "./resultStatus.ts";

/** The reply to a document that does not parse or does not fit the schema. */
export function invalidReply({ code, body }: InvalidDocument, accepted: Accepted, { note }: Exchange): Reply {
  note({ code });
  return { status: requestErrorStatus(accepted), headers: HEADERS[accepted.type], body };
}
