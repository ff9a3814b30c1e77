import { randomUUID } from "node:crypto";
import { noTracer, type Tracer } from "@datamesh/kernel/trace";
import type { Logger } from "pino";
import type { AccessLog } from "../audit/index.ts";
import { eventsRoute } from "../events/index.ts";
import { type DocumentMode, type DocumentStore, documentStore, trustedText } from "../documents/index.ts";
import { costLimiter, DEFAULT_COSTS, DEFAULT_LIMITS } from "../limits/index.ts";
import type { CostSettings, Limits } from "../limits/index.ts";
import { type EventCounter, eventCounter, type RequestRecorder } from "../measure/index.ts";
import { consumerRates, type RateSettings } from "../rates/index.ts";
import { openWeb } from "../web/index.ts";
import type { Example, SignInConfig, TokenSigner } from "../web/index.ts";
import type { Addition, AddToDoor } from "./addition.ts";
import { LOOPBACK } from "../settings.ts";
import { auditedMesh } from "./auditedMesh.ts";
import { ANYONE, type VerifyToken } from "./authenticateRequest.ts";
import { answerDirectly } from "./answerDirectly.ts";
import { closeServer } from "./closeServer.ts";
import { cors } from "./cors.ts";
import { documentCache } from "./documentCache.ts";
import { orEventStream } from "./eventStreams.ts";
import { type AnswerOperation, graphqlRoute } from "./graphqlRoute.ts";
import { createGraphqlServer } from "./graphqlServer.ts";
import type { Guards } from "./guards.ts";
import { healthRoutes } from "./health.ts";
import type { CheckReadiness } from "./health.ts";
import { createHttpServer } from "./httpServer.ts";
import { listen } from "./listen.ts";
import type { CurrentMesh } from "./meshGateway.ts";
import { router } from "./router.ts";
import type { Route } from "./router.ts";
import { textChecks } from "./textChecks.ts";
import { tracedRoute } from "./tracedRoute.ts";
import { validMesh } from "./validMesh.ts";

/** Settings of the door; those of `readGatewayConfig` fit, with the application and its examples added. */
export interface DoorConfig {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly corsOrigins: readonly string[];
  /** The directory in which the browser application was built; if there is none, all else is served. */
  readonly web: string;
  readonly examples: readonly Example[];
  /** With which provider people sign in to the application; without it they paste a token. */
  readonly signIn?: SignInConfig;
  readonly limits?: Limits;
  /** How the cost of an operation is estimated. */
  readonly costs?: CostSettings;
  /** How much each consumer may ask; as much as it likes unless given. */
  readonly rates?: RateSettings;
  /** Whether documents may be sent by their hash, or nothing else; `on` unless given. */
  readonly documents?: DocumentMode;
  /** How long running requests may take once the gateway stops, in milliseconds; 10 seconds unless given. */
  readonly graceMs?: number;
}

/** What the door stands in front of, and what it needs from outside. */
export interface GatewayParts {
  readonly mesh: CurrentMesh;
  readonly verifyToken: VerifyToken | typeof ANYONE;
  readonly readiness: CheckReadiness;
  /** Where every access to a product is written down; what cannot be is not answered. */
  readonly accessLog: AccessLog;
  readonly log: Logger;
  readonly config: DoorConfig;
  /** Signs tokens for pages opened on this machine; only where its tokens are accepted. */
  readonly developmentIssuer?: TokenSigner | undefined;
  /** What is served beside queries, events, pages and probes, through the same door. */
  readonly additions?: readonly AddToDoor[];
  /** What clients may send by its hash; nothing unless given. */
  readonly documents?: DocumentStore;
  /** Counts the events that are offered. */
  readonly events?: EventCounter;
  /** Counts requests. */
  readonly requests?: RequestRecorder | undefined;
  /** Traces queries and events; nothing is traced unless given. */
  readonly tracer?: Tracer;
  /** Makes request ids; random UUIDs unless given. */
  readonly newId?: () => string;
  /** Milliseconds from any fixed point. */
  readonly now?: () => number;
  /** The time of day. */
  readonly clock?: () => Date;
}

/** The one door to the mesh. */
export interface Gateway {
  /** Accepts requests. Fails with BAD_USER_INPUT if host or port cannot be had. */
  listen(): Promise<{ readonly url: string }>;
  /** Accepts no more, lets running requests finish, and frees everything. */
  stop(): Promise<void>;
}

/** Makes the gateway's HTTP server: queries, events, the browser application and the probes. It does not listen yet. */
export function createGateway(parts: GatewayParts): Gateway {
  const { config, log, verifyToken, accessLog, newId = randomUUID, now = () => performance.now() } = parts;
  if (verifyToken === ANYONE && !LOOPBACK.has(config.host)) {
    throw new TypeError("without authentication a gateway listens on this machine alone");
  }
  const clock = parts.clock ?? (() => new Date());
  const audit = { accessLog, log, clock };
  const valid = validMesh(parts.mesh, log);
  const mesh = auditedMesh(valid, audit);
  const limits = config.limits ?? DEFAULT_LIMITS;
  const guards = guardsOf(parts, limits);
  const graphql = createGraphqlServer({ mesh, limits, log });
  const findDocument = documentCache(textChecks(limits, log));
  const { open, preflight } = cors(config.corsOrigins);
  const { events: counter = eventCounter(), tracer = noTracer, requests } = parts;
  const query = (answer: AnswerOperation) =>
    tracedRoute(tracer, "graphql", graphqlRoute({ mesh, verifyToken, findDocument, limits, guards, answer }));
  const append = eventsRoute({ mesh, verifyToken, limits, rates: guards.rates, audit, counter });
  const web = openWeb({
    directory: config.web,
    examples: config.examples,
    signIn: config.signIn,
    developmentIssuer: parts.developmentIssuer,
    limits,
    clock,
    log,
  });
  const added: readonly Addition[] = (parts.additions ?? []).map((add) =>
    add({ mesh, verifyToken, findDocument, limits, guards, audit, log }),
  );
  const stream = added.find(({ eventStream }) => eventStream !== undefined)?.eventStream;
  const opened: readonly Route[] = [
    ...added.flatMap(({ routes = [] }) => routes),
    {
      path: "/graphql",
      name: "graphql",
      methods: {
        POST: orEventStream(stream, query(answerDirectly)),
        GET: orEventStream(
          stream,
          query((asked, exchange) => graphql.answer(asked, exchange)),
        ),
        OPTIONS: preflight(["POST", "GET"]),
      },
    },
    {
      path: "/events/*",
      name: "events",
      methods: { POST: tracedRoute(tracer, "events", append), OPTIONS: preflight(["POST"]) },
    },
    ...healthRoutes(parts.readiness, mesh),
  ];
  // Of two routes with one path the later counts: no file of the application hides anything of the gateway.
  const route = router([...web.routes, ...opened.map(open)], web.otherwise);
  const server = createHttpServer(route, {
    log,
    newId,
    now,
    requests,
    isTraced: tracer !== noTracer,
    plainPath: "/graphql",
    upgrades: Object.assign({}, ...added.map(({ upgrades }) => upgrades)),
  });
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const ending = added.map(async (each) => each.stop?.());
    await closeServer(server, config.graceMs ?? 10_000);
    await Promise.all(ending);
    await graphql.stop();
    valid.stop();
  };
  return {
    listen: async () => ({ url: await listen(server, config) }),
    stop: () => (stopped ??= stop()),
  };
}

function guardsOf({ config, documents = documentStore() }: GatewayParts, limits: Limits): Guards {
  return {
    rates: consumerRates(config.rates),
    findText: trustedText(config.documents ?? "on", documents),
    findCost: costLimiter(config.costs ?? DEFAULT_COSTS, limits),
  };
}
