import { MeshError } from "@datamesh/kernel";
import type { Reading } from "../cut/reading.ts";
import { documentLimiter, firstViolation, limitError, variableNestingRule } from "../limits/index.ts";
import type { Limits } from "../limits/index.ts";
import { authenticateRequest } from "./authenticateRequest.ts";
import type { VerifyToken } from "./authenticateRequest.ts";
import { declarePurpose } from "./declarePurpose.ts";
import type { Exchange } from "./exchange.ts";
import { readGraphqlRequest } from "./graphqlRequest.ts";
import type { AskedGraphql, GraphqlRequest } from "./graphqlRequest.ts";
import type { GraphqlServer } from "./graphqlServer.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import { readJsonBody } from "./readBody.ts";
import { refusalReply } from "./refusal.ts";
import type { Outcome } from "./refusal.ts";
import type { Handler } from "./router.ts";

/** What a query passes through. */
export interface GraphqlRouteParts {
  readonly mesh: CurrentMesh;
  readonly verifyToken: VerifyToken;
  readonly server: GraphqlServer;
  readonly limits: Limits;
}

/** Answers a query: who asks, for which purpose, what is asked, is it too much, and only then GraphQL. */
export function graphqlRoute({ mesh, verifyToken, server, limits }: GraphqlRouteParts): Handler {
  const limit = requestLimiter(limits);
  return async (exchange) => {
    const authenticated = await authenticateRequest(exchange, verifyToken);
    if (!authenticated.ok) return refusalReply(authenticated.refusal, exchange);
    const declared = declarePurpose(exchange, authenticated.found);
    if (!declared.ok) return refusalReply(declared.refusal, exchange);
    const asked = await readRequest(exchange, limits);
    if (!asked.ok) return refusalReply(asked.refusal, exchange);
    const { request, reading } = asked.found;
    const refused = mesh.current() === undefined ? noMesh() : limit(request);
    if (refused) return refusalReply({ error: refused }, exchange);
    const { requestId, note } = exchange;
    if (reading !== undefined) note(readingInWords(reading));
    return server.answer(request, exchange.request.headers, {
      consumer: declared.found,
      requestId,
      note,
      ...(reading && { reading }),
    });
  };
}

async function readRequest({ request }: Exchange, limits: Limits): Promise<Outcome<AskedGraphql>> {
  const body = await readJsonBody(request, limits);
  return body.ok ? readGraphqlRequest(body.found, request.headers) : body;
}

/** For the log line: the time, or that it was a cut; the positions waited for. */
function readingInWords({ asOf, atLeast }: Reading): Readonly<Record<string, unknown>> {
  return {
    ...(asOf && { asOf: asOf.kind === "time" ? asOf.time : "a cut" }),
    ...(atLeast && { atLeast }),
  };
}

function requestLimiter(limits: Limits): (request: GraphqlRequest) => MeshError | undefined {
  const limitDocument = documentLimiter(limits);
  return ({ query, variables }) => {
    const violation = firstViolation([variableNestingRule], variables, limits) ?? limitDocument(query);
    return violation && limitError(violation);
  };
}

function noMesh(): MeshError {
  return new MeshError("UNAVAILABLE", "no data products are served yet; try again");
}
