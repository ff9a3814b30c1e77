import type { GraphQLError } from "graphql";
import type { CostFound } from "../limits/index.ts";
import type { Answer, Mesh, RequestContext } from "../types.ts";
import type { Accepted } from "./accepted.ts";
import { answerResult } from "./answerResult.ts";
import type { ValidDocument } from "./checkedDocument.ts";
import { deprecationHeaders, NO_HEADERS } from "./deprecation.ts";
import type { Exchange } from "./exchange.ts";
import { type ConsumerError, formatError } from "./formatError.ts";
import { HTTP_STATUS } from "./httpStatus.ts";
import type { GraphqlRequest } from "./graphqlRequest.ts";
import { operationFacts } from "./operationFacts.ts";
import type { Reply } from "./reply.ts";
import { requestErrorStatus, resultStatus } from "./resultStatus.ts";
import { type Result, resultParts } from "./resultText.ts";
import { answeredError, noSuchOperation, thrownError, thrownStatus } from "./toGraphQLError.ts";

/** A request whose document is valid, on its way to the mesh. */
export interface AskedOperation {
  readonly mesh: Mesh;
  readonly document: ValidDocument;
  readonly request: GraphqlRequest;
  readonly context: RequestContext;
  readonly accepted: Accepted;
  /** What it is estimated to cost, where the consumer asks for that. */
  readonly cost?: CostFound | undefined;
  /** Told to remember it when it is answered with what is kept. */
  readonly toRemember?: { remember(): void } | undefined;
}

/** Has the mesh answer and writes what it answers, without Apollo Server and byte for byte as through it. */
export function answerDirectly(asked: AskedOperation, exchange: Exchange): Promise<Reply> | Reply {
  const { mesh, document, request, context, accepted } = asked;
  const { operationName, variables } = request;
  const operation = document.operation(operationName);
  if (operation === undefined) {
    return failedReply(noSuchOperation(operationName), requestErrorStatus(accepted), asked, exchange);
  }
  context.note(operationFacts(operation));
  try {
    const answering = mesh.answer(
      operationName === undefined
        ? { document: document.document, variables, takesText: true }
        : { document: document.document, operationName, variables, takesText: true },
      context,
    );
    if (!(answering instanceof Promise)) return answeredReply(answering, asked, exchange);
    return answering.then(
      (answer) => answeredReply(answer, asked, exchange),
      (thrown: unknown) => thrownReply(thrown, asked, exchange),
    );
  } catch (thrown) {
    return thrownReply(thrown, asked, exchange);
  }
}

function answeredReply(answer: Answer, asked: AskedOperation, exchange: Exchange): Reply {
  const { errors, served, explanation } = answer;
  if (served !== "hit") return replyTo(answer, asked, exchange);
  asked.toRemember?.remember();
  const isOwn = errors.length > 0 || explanation !== undefined || asked.cost !== undefined;
  return isOwn ? replyTo(answer, asked, exchange) : replyAgain(answer, asked, exchange);
}

interface RepliedAgain {
  readonly type: Accepted["type"];
  readonly reply: Reply;
}

/** The replies to answers that are kept, for as long as these are. */
const repliedAgain = new WeakMap<Answer, RepliedAgain>();

/** The reply to an answer that is kept is made of nothing else, and once. */
function replyAgain(answer: Answer, asked: AskedOperation, exchange: Exchange): Reply {
  const { type } = asked.accepted;
  const known = repliedAgain.get(answer);
  if (known?.type === type) return known.reply;
  const made = replyTo(answer, asked, exchange);
  if (made.status !== OK) return made;
  const reply = { ...made, isAscii: isAscii(made.body) };
  repliedAgain.set(answer, { type, reply });
  return reply;
}

const OK = 200;

const isAscii = (body: Reply["body"]): boolean =>
  Array.isArray(body) &&
  body.every((part: string | Buffer) => typeof part === "string" && Buffer.byteLength(part) === part.length);

function replyTo(answer: Answer, asked: AskedOperation, exchange: Exchange): Reply {
  const { accepted, cost } = asked;
  try {
    const result = answerResult(answer, cost);
    const errors = result.errors?.map((each) => formatted(answeredError(each), exchange));
    const shown: Result = errors === undefined ? (result as Result) : { ...result, errors };
    return replyOf(shown, resultStatus(shown, accepted), accepted, deprecationHeaders(answer.deprecations));
  } catch (thrown) {
    return thrownReply(thrown, asked, exchange);
  }
}

function thrownReply(thrown: unknown, asked: AskedOperation, exchange: Exchange): Reply {
  const error = thrownError(thrown);
  const status = thrownStatus(error);
  const shown = status === HTTP_STATUS.BAD_USER_INPUT ? requestErrorStatus(asked.accepted) : status;
  return failedReply(error, shown, asked, exchange);
}

function failedReply(
  error: GraphQLError,
  status: number,
  { accepted, cost }: AskedOperation,
  exchange: Exchange,
): Reply {
  const errors = [formatted(error, exchange)];
  return replyOf({ errors, ...(cost && { extensions: { cost } }) }, status, accepted);
}

/** The reply with a GraphQL response, which nobody stores. */
export function replyOf(
  result: Result,
  status: number,
  { type }: Accepted,
  headers: Reply["headers"] = NO_HEADERS,
): Reply {
  const own = HEADERS[type];
  return {
    status,
    headers: headers === NO_HEADERS ? own : { ...own, ...headers },
    body: resultParts(result),
  };
}

/** What a GraphQL response of this type carries. */
export const HEADERS: Readonly<Record<Accepted["type"], Reply["headers"]>> = {
  "application/json": headersOf("application/json"),
  "application/graphql-response+json": headersOf("application/graphql-response+json"),
};

function headersOf(type: string): Reply["headers"] {
  return Object.freeze({ "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" });
}

function formatted(error: GraphQLError, { requestId, log, note }: Exchange): ConsumerError {
  const shown = formatError(error, { requestId, log });
  note({ code: shown.extensions.code });
  return shown;
}
