import type { ApolloServer } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Consumer } from "../../policy/index.ts";
import type { Cut } from "../../cut/index.ts";
import type { ResolveCut } from "../../postgres/cuts/index.ts";
import type { ServiceKeys } from "../../servicetoken/index.ts";
import type { Span, Tracer } from "../../trace/index.ts";
import { answerQuestion } from "./answerQuestion.ts";
import type { AnswerDirectly } from "../direct/index.ts";
import { errorPlugin, type SubgraphProblem } from "./errorPlugin.ts";
import { readOperation, type SentOperation } from "./readOperation.ts";
import { refusal } from "./refusal.ts";
import { serviceDoor } from "./serviceDoor.ts";
import type { SubgraphRequest, SubgraphResponse } from "./subgraphMessage.ts";
import { subgraphServer } from "./subgraphServer.ts";
import { subgraphSpan } from "./subgraphSpan.ts";

/** A context in GraphQL, for the gateway and nobody else. */
export interface Subgraph {
  /** The context's name. */
  readonly name: string;
  /** What the context registers for composition. */
  readonly sdl: string;
  /** Answers one request; never rejects. 401 unless the token is the gateway's, for this subgraph and this body. */
  handle(request: SubgraphRequest): Promise<SubgraphResponse>;
  /** Ends what the subgraph started; requests from then on are UNAVAILABLE. Connections are the caller's. */
  stop(): Promise<void>;
}

/** Who asks, and under which id the log has it. */
export interface Asker {
  readonly consumer: Consumer;
  readonly requestId: string;
  /** What the operation is to be read as of. */
  readonly asOf?: Cut;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  /** What is read for it is a part of this. */
  readonly span?: Span;
  /** What reading has failed with before; it is not tried again. */
  readonly failure?: { readonly error: unknown };
}

/** A schema that is to be served as a subgraph. */
export interface ServedSchema<Scope extends Asker> {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  /** What the gateway shares with this subgraph and no other. */
  readonly serviceKey: ServiceKeys;
  readonly now: () => Date;
  /** Where failures go that a consumer must not see. */
  readonly log?: (problem: SubgraphProblem) => void;
  /** Goes on with the traces of the gateway; nothing is traced unless given. */
  readonly tracer?: Tracer;
  /** Answers where the products stand; a subgraph without it is read as it is at any time. */
  readonly resolveCut?: ResolveCut;
  /** Answers operations that need no resolver; there is none unless given. */
  readonly answerDirectly?: AnswerDirectly;
  /** What the resolvers of one request get as their context. */
  readonly scope: (asker: Asker) => Scope;
}

/** Serves a schema to the gateway: every request needs its token, every error has a closed code and leaks nothing. */
export async function serveSubgraph<Scope extends Asker>(served: ServedSchema<Scope>): Promise<Subgraph> {
  const { name, sdl, schema, scope, log = () => undefined } = served;
  const server = subgraphServer<Scope>(schema, errorPlugin(name, log));
  await server.start();
  const admit = serviceDoor({ ...served, log });
  let stopped = false;
  const answer = async (
    { requestId, signal, body }: SubgraphRequest,
    consumer: Consumer,
    span: Span | undefined,
  ): Promise<SubgraphResponse> => {
    const operation = readOperation(body);
    if (operation === undefined) return refusal("BAD_USER_INPUT");
    const { asOf, question } = operation;
    if (question !== undefined && served.resolveCut !== undefined) {
      return answerQuestion(served.resolveCut, question, { subgraph: name, requestId, log });
    }
    const asker = {
      consumer,
      requestId,
      ...(asOf && { asOf }),
      ...(signal && { signal }),
      ...(span && { span }),
    };
    const direct = await directly(served, operation, asker);
    if (typeof direct === "string") return { status: 200, body: direct };
    return execute(server, operation, scope({ ...asker, ...direct }), span);
  };
  return {
    name,
    sdl,
    async handle(request) {
      let span: Span | undefined;
      try {
        const consumer = admit(request);
        if (consumer === undefined) return refusal("UNAUTHENTICATED");
        if (stopped) return refusal("UNAVAILABLE");
        span = subgraphSpan(served.tracer, name, request.traceparent);
        return await answer(request, consumer, span);
      } catch (error) {
        const { requestId } = request;
        log({ subgraph: name, requestId, message: "a request failed before it was executed", error });
        span?.end("INTERNAL");
        return refusal("INTERNAL");
      } finally {
        span?.end();
      }
    },
    stop() {
      stopped = true;
      return server.stop();
    },
  };
}

/** The answer, nothing, or what reading for it has failed with. */
async function directly(
  { answerDirectly }: Pick<ServedSchema<never>, "answerDirectly">,
  operation: SentOperation,
  asker: Asker,
): Promise<string | undefined | Pick<Asker, "failure">> {
  try {
    return await answerDirectly?.(operation, asker);
  } catch (error) {
    return { failure: { error } };
  }
}

async function execute<Scope extends Asker>(
  server: ApolloServer<Scope>,
  { query, variables, operationName }: SentOperation,
  contextValue: Scope,
  span: Span | undefined,
): Promise<SubgraphResponse> {
  const operation = { query, variables, ...(operationName !== undefined && { operationName }) };
  const { body: answer } = await server.executeOperation(operation, { contextValue });
  if (answer.kind !== "single") throw new TypeError("an incremental answer");
  const [failure] = answer.singleResult.errors ?? [];
  if (failure !== undefined) span?.end(String(failure.extensions?.["code"]));
  return { status: 200, body: JSON.stringify(answer.singleResult) };
}
