import { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import type { Reading } from "../cut/reading.ts";
import { type Explaining, explaining } from "../explain/index.ts";
import { firstViolation, limitError, variableNestingRule } from "../limits/index.ts";
import type { Limits } from "../limits/index.ts";
import type { RequestContext } from "../types.ts";
import { andThen } from "../andThen.ts";
import { acceptedReader } from "./accepted.ts";
import type { Accepted } from "./accepted.ts";
import type { AskedOperation } from "./answerDirectly.ts";
import { authenticateRequest } from "./authenticateRequest.ts";
import type { ANYONE, VerifyToken } from "./authenticateRequest.ts";
import { checkCost } from "./checkCost.ts";
import { declarePurpose } from "./declarePurpose.ts";
import type { FindDocument } from "./documentCache.ts";
import type { Exchange } from "./exchange.ts";
import type { GraphqlRequest, SentRequest } from "./graphqlRequest.ts";
import { atItsRate, type Guards } from "./guards.ts";
import { invalidReply } from "./invalidReply.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import { type ReadRequest, requestReader } from "./readRequest.ts";
import { refusalReply } from "./refusal.ts";
import type { Reply } from "./reply.ts";
import type { Handler } from "./router.ts";

/** Answers a request whose document is valid. */
export type AnswerOperation = (asked: AskedOperation, exchange: Exchange) => Promise<Reply> | Reply;

/** What a query passes through. */
export interface GraphqlRouteParts {
  readonly mesh: CurrentMesh;
  readonly verifyToken: VerifyToken | typeof ANYONE;
  readonly findDocument: FindDocument;
  readonly limits: Limits;
  readonly guards: Guards;
  readonly answer: AnswerOperation;
}

/**
 * Answers a query: who asks, for which purpose, not too often, in which type is it answered, what is asked, may it be
 * asked, is it too much, is it valid, what does it cost, and only then the mesh.
 */
export function graphqlRoute(parts: GraphqlRouteParts): Handler {
  const readAccepted = acceptedReader();
  const readRequest = requestReader(parts.limits);
  const answerFor = (exchange: Exchange, consumer: Consumer): Promise<Reply> | Reply => {
    const accepted = readAccepted(exchange.request.headers.accept);
    if (accepted === undefined) return refusalReply({ error: notAcceptable(), status: 406 }, exchange);
    return andThen(readRequest(exchange.request), (read) =>
      read.ok
        ? answerRequest(parts, exchange, { consumer, accepted, read: read.found })
        : refusalReply(read.refusal, exchange),
    );
  };
  return (exchange) =>
    andThen(authenticateRequest(exchange, parts.verifyToken), (known) => {
      const consumer = known.ok ? declarePurpose(exchange, known.found) : known;
      if (!consumer.ok) return refusalReply(consumer.refusal, exchange);
      return atItsRate(parts.guards.rates, consumer.found, exchange, () =>
        answerFor(exchange, consumer.found),
      );
    });
}

interface Asked {
  readonly read: ReadRequest;
  readonly consumer: Consumer;
  readonly accepted: Accepted;
}

function answerRequest(
  { mesh, findDocument, limits, guards, answer }: GraphqlRouteParts,
  exchange: Exchange,
  { consumer, accepted, read: { asked: sentAsked, isKnown, toRemember } }: Asked,
): Promise<Reply> | Reply {
  const { request: sent, reading, asksCost, asksExplanation } = sentAsked;
  const current = mesh.current();
  if (current === undefined) return refusalReply({ error: noMesh() }, exchange);
  const tooMuch = isKnown ? undefined : firstViolation([variableNestingRule], sent.variables, limits);
  if (tooMuch) return refusalReply({ error: limitError(tooMuch) }, exchange);
  const found = guards.findText(sent, consumer);
  if (!found.ok) return refusalReply({ error: found.error }, exchange);
  const request = asText(sent, found.text);
  const document = findDocument(current, consumer, found.text);
  if (document.kind === "refused") return refusalReply({ error: document.error }, exchange);
  if (document.kind === "invalid") return invalidReply(document, accepted, exchange);
  const context = contextOf(exchange, consumer, reading, asksExplanation ? explaining() : undefined);
  const asked = { mesh: current, document, request, context, accepted, toRemember };
  return andThen(checkCost(guards, asked), ({ cost, refusal }) => {
    const told = asksCost ? cost : undefined;
    if (refusal) return refusalReply({ ...refusal, extensions: told && { cost: told } }, exchange);
    return answer(told === undefined ? asked : { ...asked, cost: told }, exchange);
  });
}

/** The request with the text it stands for. */
function asText({ operationName, variables }: SentRequest, text: string): GraphqlRequest {
  return operationName === undefined ? { query: text, variables } : { query: text, operationName, variables };
}

function contextOf(
  exchange: Exchange,
  consumer: Consumer,
  reading: Reading | undefined,
  explain: Explaining | undefined,
): RequestContext {
  const { requestId, note, signal, span } = exchange;
  const context = { consumer, requestId, note, signal };
  if (reading !== undefined) note(readingInWords(reading));
  if (reading === undefined && explain === undefined && span === undefined) return context;
  return { ...context, ...(reading && { reading }), ...(explain && { explain }), ...(span && { span }) };
}

/** For the log line: the time, or that it was a cut; the positions waited for. */
function readingInWords({ asOf, atLeast }: Reading): Readonly<Record<string, unknown>> {
  return {
    ...(asOf && { asOf: asOf.kind === "time" ? asOf.time : "a cut" }),
    ...(atLeast && { atLeast }),
  };
}

const noMesh = (): MeshError => new MeshError("UNAVAILABLE", "no data products are served yet; try again");

const notAcceptable = (): MeshError =>
  new MeshError("BAD_USER_INPUT", "answers are application/json or application/graphql-response+json");
