import { MeshError } from "@datamesh/kernel";
import { documentLimiter, firstViolation, limitError, variableNestingRule } from "../limits/index.ts";
import type { Limits } from "../limits/index.ts";
import { authenticateRequest } from "./authenticateRequest.ts";
import type { VerifyToken } from "./authenticateRequest.ts";
import { declarePurpose } from "./declarePurpose.ts";
import type { Exchange } from "./exchange.ts";
import { readGraphqlRequest } from "./graphqlRequest.ts";
import type { GraphqlRequest } from "./graphqlRequest.ts";
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
    const refused = mesh.current() === undefined ? noMesh() : limit(asked.found);
    if (refused) return refusalReply({ error: refused }, exchange);
    const { request, requestId, note } = exchange;
    return server.answer(asked.found, request.headers, { consumer: declared.found, requestId, note });
  };
}

async function readRequest({ request }: Exchange, limits: Limits): Promise<Outcome<GraphqlRequest>> {
  const body = await readJsonBody(request, limits);
  return body.ok ? readGraphqlRequest(body.found) : body;
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
