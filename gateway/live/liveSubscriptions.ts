import { MeshError } from "@datamesh/kernel";
import {
  getArgumentValues,
  getVariableValues,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
} from "graphql";
import type { Logger } from "pino";
import { answeredError } from "../http/toGraphQLError.ts";
import type { CheckedDocument, ValidDocument } from "../http/checkedDocument.ts";
import type { FindDocument } from "../http/documentCache.ts";
import { formatError } from "../http/formatError.ts";
import type { GraphqlRequest } from "../http/graphqlRequest.ts";
import type { CurrentMesh } from "../http/meshGateway.ts";
import type { Mesh } from "../types.ts";
import type { AtOnce } from "./atOnce.ts";
import { eventQueries } from "./eventQueries.ts";
import { type AskEvents, type EventReader, eventReader } from "./eventReader.ts";
import { follow } from "./follow.ts";
import type { LiveResult } from "./liveEvent.ts";
import type { ProductWakes } from "./productWakes.ts";
import { type SubscribedField, subscribedField } from "./subscribedField.ts";
import type { TokenSession } from "./tokenSession.ts";

/** What subscriptions are answered from. */
export interface LiveParts {
  readonly mesh: CurrentMesh;
  readonly findDocument: FindDocument;
  readonly wakes: ProductWakes;
  readonly queries: AtOnce;
  readonly now: () => number;
}

/** A subscription that somebody asks for. */
export interface AskedSubscription {
  readonly request: GraphqlRequest;
  readonly session: TokenSession;
  readonly requestId: string;
  readonly note: (facts: Readonly<Record<string, unknown>>) => void;
  readonly log: Pick<Logger, "error">;
  /** Aborts when the subscription has to end, with a MeshError as its reason. */
  readonly ending: AbortSignal;
  /** Told when it has been admitted and its first read was not refused. */
  readonly begun?: () => void;
}

/**
 * Answers a subscription by one response after the other, as they are asked for. Throws MeshError at once, by the first
 * read of its queries: BAD_USER_INPUT for variables that cannot be used or an operation that is no subscription.
 */
export function subscribe(parts: LiveParts, asked: AskedSubscription): AsyncGenerator<LiveResult, void> {
  const { session, ending, requestId, log } = asked;
  const reader = currentReader(parts, asked);
  reader();
  return follow({
    reader,
    session,
    ending,
    wakes: parts.wakes,
    now: parts.now,
    format: (error) => formatError(error, { requestId, log }),
    begun: asked.begun ?? (() => undefined),
  });
}

/** A reader of the current mesh, made anew when the mesh has changed: the document has to fit the new one too. */
function currentReader(parts: LiveParts, asked: AskedSubscription): () => EventReader {
  let known: { readonly mesh: Mesh; readonly reader: EventReader } | undefined;
  return () => {
    const mesh = parts.mesh.current();
    if (mesh === undefined) throw new MeshError("UNAVAILABLE", "no data products are served yet; try again");
    if (known?.mesh !== mesh) known = { mesh, reader: readerOf(parts, asked, mesh) };
    return known.reader;
  };
}

function readerOf(parts: LiveParts, asked: AskedSubscription, mesh: Mesh): EventReader {
  const { request, session, requestId, note, log } = asked;
  const { document, operation } = subscriptionIn(
    parts.findDocument(mesh, session.consumer, request.query),
    request.operationName,
  );
  const field = fieldIn(mesh, document, operation);
  const { args, variables } = coerced(mesh, operation, field, request.variables);
  const ask: AskEvents = (query, added, reading) =>
    parts.queries(async () =>
      mesh.answer(
        { document: query, variables: { ...variables, ...added } },
        { consumer: session.consumer, requestId, note, ...(reading && { reading }) },
      ),
    );
  const format = (error: GraphQLFormattedError): GraphQLFormattedError =>
    formatError(answeredError(error), { requestId, log });
  return eventReader({ field, queries: queriesOf(document, operation, field), args, ask, format });
}

/** Queries are kept with their document, so that what is compiled of them is kept too. */
const written = new WeakMap<OperationDefinitionNode, ReturnType<typeof eventQueries>>();

function queriesOf(...[document, operation, field]: Parameters<typeof eventQueries>) {
  const queries = written.get(operation) ?? eventQueries(document, operation, field);
  written.set(operation, queries);
  return queries;
}

function subscriptionIn(checked: CheckedDocument, name: string | undefined) {
  if (checked.kind === "refused") throw checked.error;
  if (checked.kind === "invalid") {
    throw new MeshError("GRAPHQL_VALIDATION_FAILED", "the document does not fit the schema any more");
  }
  const operation = operationIn(checked, name);
  if (operation.operation !== "subscription") throw new TypeError("the operation is a subscription");
  return { document: checked.document, operation };
}

/** The operation that is meant. Throws BAD_USER_INPUT when there is none. */
export function operationIn(document: ValidDocument, name: string | undefined): OperationDefinitionNode {
  const operation = document.operation(name);
  if (operation !== undefined) return operation;
  throw new MeshError("BAD_USER_INPUT", 'the document has no such operation: name one in "operationName"');
}

function fieldIn(
  mesh: Mesh,
  document: ValidDocument["document"],
  operation: OperationDefinitionNode,
): SubscribedField {
  const queries = mesh.apiSchema.getQueryType()?.getFields() ?? {};
  const field = subscribedField(document, operation, mesh.products, (feed) => feed in queries);
  if (field !== undefined) return field;
  throw new MeshError("BAD_USER_INPUT", "what is subscribed to belongs to no product");
}

function coerced(
  { apiSchema }: Mesh,
  operation: OperationDefinitionNode,
  field: SubscribedField,
  given: Readonly<Record<string, unknown>>,
) {
  const variables = getVariableValues(apiSchema, operation.variableDefinitions ?? [], given, {
    maxErrors: 10,
  });
  if (variables.errors !== undefined) {
    throw new MeshError("BAD_USER_INPUT", variables.errors.map(({ message }) => message).join("; "));
  }
  const definition = apiSchema.getSubscriptionType()?.getFields()[field.node.name.value];
  if (definition === undefined) throw new TypeError("the document is valid");
  // The queries coerce them again, from what was sent.
  return { args: getArgumentValues(definition, field.node, variables.coerced), variables: given };
}
