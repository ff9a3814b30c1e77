import type { ApolloServerOptionsWithGateway } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { CostFound } from "../limits/index.ts";
import type { Mesh, RequestContext } from "../types.ts";
import { answerResult } from "./answerResult.ts";
import type { ValidDocument } from "./checkedDocument.ts";
import { deprecationHeaders } from "./deprecation.ts";
import { entityTag } from "./entityTag.ts";
import { operationFacts } from "./operationFacts.ts";
import { answeredError, noSuchOperation, thrownError } from "./toGraphQLError.ts";

/** The mesh as it is composed now, and word of the next. */
export interface CurrentMesh {
  /** Undefined until a first composition succeeded. */
  current(): Mesh | undefined;
  /** Answers with the function that ends it. */
  onChange(listener: () => void): () => void;
}

/** What has been found out about a request before Apollo Server gets it: that very document is answered, by that mesh. */
export interface Checked {
  readonly mesh: Mesh;
  readonly document: ValidDocument;
  readonly cost?: CostFound | undefined;
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
  return async ({ document, operation, operationName, request, response, schema, ...asked }) => {
    // Apollo also asks the executor when it could not find the operation, for the error to answer with.
    if (!(operation as typeof operation | undefined))
      return { errors: [noSuchOperation(request.operationName)] };
    // Apollo's type forgets what it was given.
    const context = asked.context as RequestContext & Partial<Checked>;
    const mesh = context.mesh ?? meshOf(schema);
    if (!mesh) throw new TypeError("a document was validated against a schema of no mesh");
    context.note(operationFacts(operation));
    const name = operationName === null ? {} : { operationName };
    const checked = context.document?.document ?? document;
    try {
      const answer = await mesh.answer(
        { document: checked, ...name, variables: request.variables ?? {} },
        context,
      );
      for (const [header, value] of Object.entries(deprecationHeaders(answer.deprecations))) {
        response?.http?.headers.set(header, value);
      }
      // What the operation costs is no part of the answer that is tagged.
      const tag = context.cost === undefined ? entityTag(answer) : undefined;
      if (tag !== undefined) response?.http?.headers.set("etag", tag);
      const { errors, ...result } = answerResult(answer, context.cost);
      return { ...result, ...(errors && { errors: errors.map(answeredError) }) } as ApolloResult;
    } catch (error) {
      throw thrownError(error);
    }
  };
}

type ApolloResult = Awaited<ReturnType<Executor>>;
