import { MeshError } from "@datamesh/kernel";
import type { Consumer } from "@datamesh/kernel/policy";
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Announcements } from "../announcements/index.ts";
import type { Door } from "../http/addition.ts";
import { answerResult } from "../http/answerResult.ts";
import { checkCost } from "../http/checkCost.ts";
import type { InvalidDocument } from "../http/checkedDocument.ts";
import { formatError } from "../http/formatError.ts";
import type { GraphqlRequest, SentRequest } from "../http/graphqlRequest.ts";
import { operationFacts } from "../http/operationFacts.ts";
import { RawJson } from "../http/rawJson.ts";
import { answeredError } from "../http/toGraphQLError.ts";
import { firstViolation, limitError, variableNestingRule } from "../limits/index.ts";
import { rateRefusal } from "../rates/index.ts";
import type { DoorCounts, StreamTransport } from "../measure/index.ts";
import type { Mesh } from "../types.ts";
import { atOnce } from "./atOnce.ts";
import type { LiveResult } from "./liveEvent.ts";
import type { LiveSettings } from "./liveSettings.ts";
import { type AskedSubscription, operationIn, subscribe } from "./liveSubscriptions.ts";
import { productWakes } from "./productWakes.ts";
import { subscriberCounts } from "./subscriberCounts.ts";
import { type TokenSession, tokenSession } from "./tokenSession.ts";

/** An operation that is asked to be answered as a stream. */
export interface AskedStream extends Omit<AskedSubscription, "ending" | "request"> {
  readonly request: SentRequest;
  /** Aborts when nobody is there any more. */
  readonly gone: AbortSignal;
  /** Whether a mutation may be asked like this. */
  readonly mayMutate: boolean;
  readonly transport: StreamTransport;
}

/** A stream of results, or why the document is no good. */
export type OpenedStream =
  | {
      readonly kind: "stream";
      readonly results: AsyncGenerator<LiveResult, void>;
      readonly schema: GraphQLSchema;
      readonly document: DocumentNode;
      /** Lets go of what it took; to be called once it is over. */
      readonly close: () => void;
    }
  | InvalidDocument;

/** The subscriptions at this gateway, over whichever transport. */
export interface Subscriptions {
  readonly door: Door;
  readonly settings: LiveSettings;
  readonly now: () => number;
  /** Begins to watch over the token of a connection. */
  session(token: string, consumer: Consumer): TokenSession;
  /** Throws MeshError where a query would be refused, and RATE_LIMITED where there are too many. */
  open(asked: AskedStream): Promise<OpenedStream>;
  /** Aborts when the gateway stops. */
  readonly stopping: AbortSignal;
  stop(): void;
}

/** Opens the place where they are answered. */
export function openSubscriptions(
  door: Door,
  announcements: Announcements,
  settings: LiveSettings,
  streams?: DoorCounts["streams"],
): Subscriptions {
  const now = (): number => performance.now();
  const wakes = productWakes(announcements, now);
  const counts = subscriberCounts(settings, streams);
  const queries = atOnce(settings.queries);
  const stopping = new AbortController();
  const { mesh, findDocument, limits, guards, verifyToken } = door;
  return {
    door,
    settings,
    now,
    session: (token, consumer) => tokenSession(token, consumer, verifyToken),
    open: async (asked) => {
      const { request: sent, session, note, requestId } = asked;
      const { consumer } = session;
      const admission = await guards.rates.admit(consumer);
      if (!admission.ok) throw rateRefusal(admission.exceeded).error;
      admission.release?.();
      const current = mesh.current();
      if (current === undefined)
        throw new MeshError("UNAVAILABLE", "no data products are served yet; try again");
      const tooMuch = firstViolation([variableNestingRule], sent.variables, limits);
      if (tooMuch) throw limitError(tooMuch);
      const found = guards.findText(sent, consumer);
      if (!found.ok) throw found.error;
      const request = { ...sent, query: found.text };
      const document = findDocument(current, consumer, found.text);
      if (document.kind === "refused") throw document.error;
      if (document.kind === "invalid") return document;
      const operation = operationIn(document, request.operationName);
      note(operationFacts(operation));
      const context = { consumer, requestId, note };
      const { refusal } = await checkCost(guards, { mesh: current, document, request, context });
      if (refusal) throw refusal.error;
      if (operation.operation === "mutation" && !asked.mayMutate) {
        throw new MeshError("BAD_USER_INPUT", "a mutation is sent by POST");
      }
      const close = counts.admit(consumer.id, asked.transport);
      try {
        const ending = AbortSignal.any([asked.gone, session.ended, stopping.signal]);
        const results =
          operation.operation === "subscription"
            ? subscribe({ mesh, findDocument, wakes, queries, now }, { ...asked, request, ending })
            : answerOnce(current, document.document, { ...asked, request });
        return { kind: "stream", results, schema: current.apiSchema, document: document.document, close };
      } catch (error) {
        close();
        throw error;
      }
    },
    stopping: stopping.signal,
    stop: () => {
      wakes.stop();
      stopping.abort(
        new MeshError("UNAVAILABLE", "the gateway stops: go on behind this position at another"),
      );
    },
  };
}

/** A query or a mutation is a stream of one result. */
async function* answerOnce(
  mesh: Mesh,
  document: DocumentNode,
  { request, session, requestId, note, log }: Omit<AskedSubscription, "ending">,
): AsyncGenerator<LiveResult, void> {
  const format = (error: unknown): GraphQLFormattedError => formatError(error, { requestId, log });
  try {
    const { operationName, variables }: GraphqlRequest = request;
    const answer = await mesh.answer(
      { document, variables, ...(operationName !== undefined && { operationName }) },
      { consumer: session.consumer, requestId, note },
    );
    const { data, errors, extensions } = answerResult(answer);
    yield {
      ...(errors && { errors: errors.map((each) => format(answeredError(each))) }),
      ...(data !== undefined && {
        data: (data instanceof RawJson ? data.read() : data) as LiveResult["data"] & object,
      }),
      ...(extensions && { extensions }),
    };
  } catch (error) {
    yield { errors: [format(error)] };
  }
}
