import { MeshError } from "@datamesh/kernel";
import { readCacheBytes } from "./cache/index.ts";
import { readIssuers } from "./authenticate/index.ts";
import type { IssuerConfig } from "./authenticate/index.ts";
import { type DocumentMode, readDocumentMode } from "./documents/index.ts";
import type { CostSettings, Limits } from "./limits/index.ts";
import { readCosts, readLimits } from "./limits/index.ts";
import type { RateSettings } from "./rates/index.ts";
import { readRates } from "./rates/index.ts";
import { readSignIn } from "./web/index.ts";
import type { SignInConfig } from "./web/index.ts";
import { readLiveLimits } from "./live/readLiveLimits.ts";
import type { SubscriberLimits } from "./live/subscriberCounts.ts";
import { LOOPBACK, readUrl } from "./settings.ts";
import type { Reading } from "./settings.ts";
import { readTransportSettings, type TransportSettings } from "./transport/index.ts";

/** The gateway's settings. */
export interface GatewayConfig {
  readonly production: boolean;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Each `SCHEME://HOST[:PORT]`, or with `*` as the port of this machine. */
  readonly corsOrigins: readonly string[];
  /** Whose access tokens are accepted. */
  readonly issuers: readonly IssuerConfig[];
  /** Whether tokens of the development issuer are accepted too. */
  readonly developmentIssuer: boolean;
  /** With which provider people sign in; without it they paste a token. */
  readonly signIn?: SignInConfig;
  /** How far it goes with its subgraphs. */
  readonly transport: TransportSettings;
  /** What is refused before it is planned. */
  readonly limits: Limits;
  /** How the cost of an operation is estimated. */
  readonly costs: CostSettings;
  /** Whether documents may be sent by their hash, or nothing else. */
  readonly documents: DocumentMode;
  /** How much each consumer may ask; as much as it likes without. */
  readonly rates?: RateSettings;
  /** How many may subscribe. */
  readonly subscriptions: SubscriberLimits;
  /** How much memory exact answers may take; 0 for keeping none. */
  readonly cacheBytes: number;
}

const THIS_MACHINE: readonly string[] = Object.freeze(["http://localhost:*", "http://127.0.0.1:*"]);

/**
 * Reads the gateway's settings; an empty variable counts as absent. Fails with BAD_USER_INPUT that names every
 * problem at once.
 *
 * | variable | meaning |
 * |---|---|
 * | HOST, PORT | where to listen: 127.0.0.1 and 4000 unless given |
 * | DATAMESH_CORS_ORIGINS | pages that may ask, origins separated by commas: this machine's unless given, none in production |
 * | DATAMESH_ISSUERS | whose tokens are accepted: a JSON array, or the path of a file that holds one (docs/identity.md) |
 * | DATAMESH_ISSUER, DATAMESH_AUDIENCE, DATAMESH_JWKS_URL | one issuer more, of tokens of RFC 9068: all three or none |
 * | DATAMESH_DEV_ISSUER | 1 or 0: whether development tokens are accepted; 1 unless given if HOST is loopback and no issuer is configured |
 * | DATAMESH_OIDC_CLIENT_ID | as which client people sign in; without it they paste a token |
 * | DATAMESH_OIDC_ISSUER | with which issuer, where there are several |
 * | DATAMESH_OIDC_SCOPES, DATAMESH_OIDC_AUDIENCE | what is asked for: `openid` and no audience unless given |
 * | DATAMESH_OIDC_AUTHORIZATION_URL, DATAMESH_OIDC_TOKEN_URL | unless given, from the issuer's discovery document |
 * | DATAMESH_LIMIT_BODY_BYTES and others | what is refused for its size (docs/limits.md) |
 * | DATAMESH_COST_PAGE_SIZE and others | how costs are estimated (docs/limits.md) |
 * | DATAMESH_RATE, DATAMESH_RATE_PER_SECOND and others | how much one consumer may ask (docs/limits.md) |
 * | DATAMESH_TRUSTED_DOCUMENTS | `off`, `on` or `only`: whether documents are taken by their hash, or nothing else is; `on` unless given |
 * | DATAMESH_CACHE_MB | megabytes of exact answers that are kept (docs/cache.md); 64 unless given, 0 for none |
 * | DATAMESH_SUBGRAPH_... | how far it goes with its subgraphs (readTransportSettings.ts) |
 * | DATAMESH_SUBSCRIPTIONS, DATAMESH_SUBSCRIPTIONS_PER_CONSUMER | how many may subscribe: 10000 and 100 unless given (docs/subscriptions.md) |
 * | NODE_ENV | `production` never accepts development tokens |
 */
export function readGatewayConfig(environment: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const env = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const host = env("HOST") ?? "127.0.0.1";
  const reading: Reading = { env, host, production: env("NODE_ENV") === "production", problems: [] };
  const issuers = readIssuers(reading);
  const signIn = readSignIn(reading, issuers.issuers);
  const rates = readRates(reading);
  const config: GatewayConfig = {
    production: reading.production,
    host,
    port: readPort(reading),
    corsOrigins: readOrigins(reading),
    ...issuers,
    ...(signIn && { signIn }),
    transport: readTransportSettings(reading),
    limits: readLimits(reading),
    costs: readCosts(reading),
    documents: readDocumentMode(reading),
    ...(rates && { rates }),
    subscriptions: readLiveLimits(reading),
    cacheBytes: readCacheBytes(reading),
  };
  if (reading.problems.length === 0) return Object.freeze(config);
  throw new MeshError(
    "BAD_USER_INPUT",
    `the gateway's settings cannot be used:\n${reading.problems.map((problem) => `- ${problem}`).join("\n")}`,
    { problems: reading.problems },
  );
}

/** What is possible, and hardly meant. */
export function configWarnings({ host, developmentIssuer }: GatewayConfig): readonly string[] {
  if (!developmentIssuer || LOOPBACK.has(host)) return [];
  return [
    `development tokens are accepted on HOST ${host}: whoever reads the data directory can be anyone, from anywhere. Set DATAMESH_DEV_ISSUER=0`,
  ];
}

function readPort({ env, problems }: Reading): number {
  const text = env("PORT") ?? "4000";
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) problems.push(`PORT "${text}" is not a number from 0 to 65535`);
  return port;
}

function readOrigins({ env, production, problems }: Reading): readonly string[] {
  const text = env("DATAMESH_CORS_ORIGINS");
  if (text === undefined) return production ? Object.freeze([]) : THIS_MACHINE;
  const origins = text.split(",").map((origin) => origin.trim());
  for (const origin of origins.filter((each) => !isOrigin(each))) {
    problems.push(`DATAMESH_CORS_ORIGINS: "${origin}" is not an origin such as https://app.example.com`);
  }
  return Object.freeze(origins);
}

function isOrigin(text: string): boolean {
  if (THIS_MACHINE.includes(text)) return true;
  const url = readUrl(text);
  return url !== undefined && /^https?:$/.test(url.protocol) && url.origin === text;
}
