import { MeshError } from "@datamesh/kernel";

/** Whose access tokens are accepted. */
export interface IssuerConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
}

/** The gateway's settings. */
export interface GatewayConfig {
  readonly production: boolean;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Each `SCHEME://HOST[:PORT]`, or with `*` as the port of this machine. */
  readonly corsOrigins: readonly string[];
  readonly issuer?: IssuerConfig;
  /** Whether tokens of the development issuer are accepted too. */
  readonly developmentIssuer: boolean;
}

/** The environment while it is read, and where its problems gather. */
interface Reading {
  readonly env: (name: string) => string | undefined;
  readonly production: boolean;
  readonly host: string;
  readonly problems: string[];
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);
const THIS_MACHINE: readonly string[] = Object.freeze(["http://localhost:*", "http://127.0.0.1:*"]);
const ISSUER_SETTINGS = "DATAMESH_ISSUER, DATAMESH_AUDIENCE and DATAMESH_JWKS_URL";

/**
 * Reads the gateway's settings; an empty variable counts as absent. Fails with BAD_USER_INPUT that names every
 * problem at once.
 *
 * | variable | meaning |
 * |---|---|
 * | HOST, PORT | where to listen: 127.0.0.1 and 4000 unless given |
 * | DATAMESH_CORS_ORIGINS | pages that may ask, origins separated by commas: this machine's unless given, none in production |
 * | DATAMESH_ISSUER, DATAMESH_AUDIENCE, DATAMESH_JWKS_URL | whose tokens are accepted: all three or none |
 * | DATAMESH_DEV_ISSUER | 1 or 0: whether development tokens are accepted; 1 unless given if HOST is loopback and no issuer is configured |
 * | NODE_ENV | `production` never accepts development tokens |
 */
export function readGatewayConfig(environment: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const env = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const host = env("HOST") ?? "127.0.0.1";
  const reading: Reading = { env, host, production: env("NODE_ENV") === "production", problems: [] };
  const config: GatewayConfig = {
    production: reading.production,
    host,
    port: readPort(reading),
    corsOrigins: readOrigins(reading),
    ...readIssuers(reading),
  };
  if (reading.problems.length === 0) return Object.freeze(config);
  throw new MeshError(
    "BAD_USER_INPUT",
    `the gateway's settings cannot be used:\n${reading.problems.map((problem) => `- ${problem}`).join("\n")}`,
    { problems: reading.problems },
  );
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

function readIssuers(reading: Reading): Pick<GatewayConfig, "issuer" | "developmentIssuer"> {
  const { env, production, problems } = reading;
  const issuer = env("DATAMESH_ISSUER");
  const audience = env("DATAMESH_AUDIENCE");
  const jwksUrl = env("DATAMESH_JWKS_URL");
  const developmentIssuer = readDevelopmentIssuer(reading);
  if (issuer && audience && jwksUrl) {
    checkJwksUrl(jwksUrl, reading);
    return { issuer: Object.freeze({ issuer, audience, jwksUrl }), developmentIssuer };
  }
  if (issuer || audience || jwksUrl) problems.push(`${ISSUER_SETTINGS} belong together: one is missing`);
  else if (!developmentIssuer) {
    const otherwise = production ? "" : ", or DATAMESH_DEV_ISSUER=1 for development";
    problems.push(`no token could be accepted: set ${ISSUER_SETTINGS}${otherwise}`);
  }
  return { developmentIssuer };
}

function readDevelopmentIssuer({ env, host, production, problems }: Reading): boolean {
  const wanted = env("DATAMESH_DEV_ISSUER");
  if (wanted !== undefined && wanted !== "0" && wanted !== "1") {
    problems.push(`DATAMESH_DEV_ISSUER "${wanted}" is neither 1 nor 0`);
  }
  if (wanted === "1" && production) problems.push("DATAMESH_DEV_ISSUER=1 is not possible in production");
  return (
    !production && (wanted === "1" || (wanted === undefined && LOOPBACK.has(host) && !env("DATAMESH_ISSUER")))
  );
}

/** Keys fetched in the clear could be anybody's. */
function checkJwksUrl(text: string, { production, problems }: Reading): void {
  const url = readUrl(text);
  const isNear = url?.protocol === "http:" && LOOPBACK.has(url.hostname) && !production;
  if (url?.protocol === "https:" || isNear) return;
  problems.push(`DATAMESH_JWKS_URL "${text}" is not an https address`);
}

function readUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
