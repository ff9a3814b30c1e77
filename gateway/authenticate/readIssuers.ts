import { readFileSync } from "node:fs";
import { LOOPBACK, checkAddress } from "../settings.ts";
import type { Reading } from "../settings.ts";
import { DEFAULT_ALGORITHMS, readIssuerList } from "./issuerConfig.ts";
import type { IssuerConfig } from "./issuerConfig.ts";

/** Whose tokens are accepted. */
export interface IssuerSettings {
  readonly issuers: readonly IssuerConfig[];
  /** Whether tokens of the development issuer are accepted too. */
  readonly developmentIssuer: boolean;
}

const ONE_ISSUER = "DATAMESH_ISSUER, DATAMESH_AUDIENCE and DATAMESH_JWKS_URL";

/** Reads the variables `readGatewayConfig` lists about issuers; what is wrong goes to the problems of the reading. */
export function readIssuers(reading: Reading): IssuerSettings {
  const { production, problems } = reading;
  const before = problems.length;
  const developmentIssuer = readDevelopmentIssuer(reading);
  const issuers = Object.freeze([...readOne(reading), ...readSeveral(reading)]);
  checkNames(issuers, problems);
  if (issuers.length === 0 && !developmentIssuer && problems.length === before) {
    const otherwise = production ? "" : ", or DATAMESH_DEV_ISSUER=1 for development";
    problems.push(`no token could be accepted: set DATAMESH_ISSUERS, or ${ONE_ISSUER}${otherwise}`);
  }
  return { issuers, developmentIssuer };
}

function readOne(reading: Reading): readonly IssuerConfig[] {
  const { env, problems } = reading;
  const issuer = env("DATAMESH_ISSUER");
  const audience = env("DATAMESH_AUDIENCE");
  const jwksUrl = env("DATAMESH_JWKS_URL");
  if (!issuer && !audience && !jwksUrl) return [];
  if (!issuer || !audience || !jwksUrl) {
    problems.push(`${ONE_ISSUER} belong together: one is missing`);
    return [];
  }
  checkAddress("DATAMESH_JWKS_URL", jwksUrl, reading);
  return [
    Object.freeze({
      issuer,
      audience: Object.freeze([audience]),
      jwksUrl,
      algorithms: DEFAULT_ALGORITHMS,
    }),
  ];
}

function readSeveral(reading: Reading): readonly IssuerConfig[] {
  const setting = reading.env("DATAMESH_ISSUERS");
  if (setting === undefined) return [];
  const text = setting.startsWith("[") ? setting : readFile(setting, reading.problems);
  if (text === undefined) return [];
  const issuers = readIssuerList(text, reading.problems);
  for (const { issuer, jwksUrl } of issuers) {
    checkAddress(`DATAMESH_ISSUERS: jwksUrl of ${issuer}`, jwksUrl, reading);
  }
  return issuers;
}

function readFile(path: string, problems: string[]): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    problems.push(`DATAMESH_ISSUERS: the file "${path}" cannot be read (${code ?? String(error)})`);
    return undefined;
  }
}

function checkNames(issuers: readonly IssuerConfig[], problems: string[]): void {
  const names = issuers.map(({ issuer }) => issuer);
  for (const twice of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
    problems.push(`the issuer "${twice}" is configured more than once: list its audiences in one entry`);
  }
}

function readDevelopmentIssuer({ env, host, production, problems }: Reading): boolean {
  const wanted = env("DATAMESH_DEV_ISSUER");
  if (wanted !== undefined && wanted !== "0" && wanted !== "1") {
    problems.push(`DATAMESH_DEV_ISSUER "${wanted}" is neither 1 nor 0`);
  }
  if (wanted === "1" && production) problems.push("DATAMESH_DEV_ISSUER=1 is not possible in production");
  const hasIssuer = env("DATAMESH_ISSUER") !== undefined || env("DATAMESH_ISSUERS") !== undefined;
  return !production && (wanted === "1" || (wanted === undefined && LOOPBACK.has(host) && !hasIssuer));
}
