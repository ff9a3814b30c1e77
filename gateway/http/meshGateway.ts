import type {
  GatewayExecutor,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from "@apollo/server-gateway-interface";
import { GraphQLError } from "graphql";
import type { GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { Answer, Mesh, RequestContext } from "../types.ts";
import { toGraphQLError } from "./toGraphQLError.ts";

/** The mesh as it is composed now, and word of the next. */
export interface CurrentMesh {
  /** Undefined until a first composition succeeded. */
  current(): Mesh | undefined;
  /** Answers with the function that ends it. */
  onChange(listener: () => void): () => void;
}

type ExecutionResult = Awaited<ReturnType<GatewayExecutor>>;

/**
 * Puts a mesh behind Apollo Server: its schema is the mesh's at any time, and an operation is answered by the
 * very mesh whose schema it was validated against.
 */
export function meshGateway(mesh: CurrentMesh, log: Pick<Logger, "error">): GatewayInterface {
  const meshOf = new WeakMap<GraphQLSchema, Mesh>();

  const publish = (callback: GatewaySchemaLoadOrUpdateCallback): void => {
    const current = mesh.current();
    if (!current) return;
    meshOf.set(current.apiSchema, current);
    callback({ apiSchema: current.apiSchema, coreSupergraphSdl: current.supergraphSdl });
  };

  return {
    onSchemaLoadOrUpdate: (callback) => {
      publish(callback);
      return mesh.onChange(() => {
        try {
          publish(callback);
        } catch (err) {
          log.error({ err }, "a schema is refused, the previous one stays");
        }
      });
    },
    load: () => Promise.resolve({ executor: executorFor((schema) => meshOf.get(schema)) }),
    stop: () => Promise.resolve(),
  };
}

function executorFor(meshOf: (schema: GraphQLSchema) => Mesh | undefined): GatewayExecutor {
  return async ({ document, operation, operationName, request, schema, ...rest }) => {
    // Apollo gives the executor a document whose operation it could not find, and asks it for the error.
    if (!(operation as typeof operation | undefined)) return { errors: [noSuchOperation(request.operationName)] };
    const mesh = meshOf(schema);
    if (!mesh) throw new TypeError("a document was validated against a schema of no mesh");
    const context = rest.context as RequestContext;
    context.note({ operation: (operationName ?? "anonymous").slice(0, 100), kind: operation.operation });
    const variables = request.variables ?? {};
    try {
      return toResult(await mesh.answer({ document, ...(operationName && { operationName }), variables }, context));
    } catch (error) {
      throw toGraphQLError(error);
    }
  };
}

function toResult({ data, errors, withheld }: Answer): ExecutionResult {
  return {
    ...(!isRequestError(data, errors) && { data }),
    ...(errors.length > 0 && { errors: errors.map(toGraphQLError) }),
    ...(withheld.length > 0 && { extensions: { datamesh: { withheld } } }),
  };
}

/** Errors about the request itself come without `data` (GraphQL, 7.1.2), and so with status 400. */
function isRequestError(data: Answer["data"], errors: readonly GraphQLFormattedError[]): boolean {
  return data === null && errors.length > 0 && errors.every((each) => each.extensions?.code === "BAD_USER_INPUT" && !each.path);
}

function noSuchOperation(name: string | undefined): GraphQLError {
  return new GraphQLError(
    name === undefined
      ? 'the document has several operations: name one in "operationName"'
      : "the document has no operation of that name",
  );
}
