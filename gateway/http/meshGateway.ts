import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import { GraphQLError } from "graphql";
import type { GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Answer, Mesh, RequestContext } from "../types.ts";
import { deprecationHeaders } from "./deprecation.ts";
import { answeredError, thrownError } from "./toGraphQLError.ts";

/** The mesh as it is composed now, and word of the next. */
export interface CurrentMesh {
  /** Undefined until a first composition succeeded. */
  current(): Mesh | undefined;
  /** Answers with the function that ends it. */
  onChange(listener: () => void): () => void;
}

type ApolloGateway = ApolloServerOptionsWithGateway<RequestContext>["gateway"];
type PublishSchema = Parameters<ApolloGateway["onSchemaLoadOrUpdate"]>[0];
type Executor = NonNullable<Awaited<ReturnType<ApolloGateway["load"]>>["executor"]>;

/**
 * Puts a mesh behind Apollo Server: its schema is the mesh's at any time, and an operation is answered by the
 * very mesh whose schema it was validated against.
 */
export function meshGateway(mesh: CurrentMesh, log: Pick<Logger, "error">): ApolloGateway {
  const meshOf = new WeakMap<GraphQLSchema, Mesh>();

  const publish = (publishSchema: PublishSchema): void => {
    const current = mesh.current();
    if (!current) return;
    meshOf.set(current.apiSchema, current);
    publishSchema({ apiSchema: current.apiSchema, coreSupergraphSdl: current.supergraphSdl });
  };

  return {
    onSchemaLoadOrUpdate: (publishSchema) => {
      publish(publishSchema);
      return mesh.onChange(() => {
        try {
          publish(publishSchema);
        } catch (err) {
          log.error({ err }, "a schema is refused, the previous one stays");
        }
      });
    },
    load: () => Promise.resolve({ executor: execute((schema) => meshOf.get(schema)) }),
    stop: () => Promise.resolve(),
  };
}

function execute(meshOf: (schema: GraphQLSchema) => Mesh | undefined): Executor {
  return async (asked) => {
    const { document, operationName, request, schema } = asked;
    // Apollo also asks the executor when it could not find the operation, for the error to answer with.
    const operation = asked.operation as typeof asked.operation | undefined;
    if (!operation) return { errors: [noSuchOperation(request.operationName)] };
    const mesh = meshOf(schema);
    if (!mesh) throw new TypeError("a document was validated against a schema of no mesh");
    const context = asked.context as RequestContext; // Apollo's type forgets what it was given
    context.note({ operation: (operationName ?? "anonymous").slice(0, 100), kind: operation.operation });
    const name = operationName === null ? {} : { operationName };
    try {
      const answer = await mesh.answer({ document, ...name, variables: request.variables ?? {} }, context);
      for (const [header, value] of Object.entries(deprecationHeaders(answer.deprecations ?? []))) {
        asked.response?.http?.headers.set(header, value);
      }
      return toResult(answer);
    } catch (error) {
      throw thrownError(error);
    }
  };
}

function toResult({ data, errors, withheld, cut }: Answer): Awaited<ReturnType<Executor>> {
  return {
    ...(!isRequestError(data, errors) && { data }),
    ...(errors.length > 0 && { errors: errors.map(answeredError) }),
    ...((withheld.length > 0 || cut !== undefined) && {
      extensions: {
        datamesh: { ...(withheld.length > 0 && { withheld }), ...(cut !== undefined && { cut }) },
      },
    }),
  };
}

/** Errors in the request itself come without `data` (GraphQL, 7.1.2), and so with status 400. */
function isRequestError(data: Answer["data"], errors: readonly GraphQLFormattedError[]): boolean {
  return data === null && errors.length > 0 && errors.every(isAboutRequest);
}

function isAboutRequest({ path, extensions }: GraphQLFormattedError): boolean {
  return !path && extensions?.code === "BAD_USER_INPUT";
}

function noSuchOperation(name: string | undefined): GraphQLError {
  return new GraphQLError(
    name === undefined
      ? 'the document has several operations: name one in "operationName"'
      : "the document has no operation of that name",
  );
}
