import { MeshError, parseDuration } from "@datamesh/kernel";
import { z } from "zod";
import type { ClaimPath, ClaimPaths } from "./claimPaths.ts";
import { PRESETS, PRESET_NAMES, STANDARD_CLAIMS } from "./presets.ts";
import { ASYMMETRIC_ALGORITHMS, DEFAULT_MAX_LIFETIME_SECONDS, TOKEN_TYPES } from "./trustedIssuer.ts";
import type { TrustedIssuer } from "./trustedIssuer.ts";

/** An issuer as it is configured: a trusted issuer whose keys are still to be fetched. */
export interface IssuerConfig extends Omit<TrustedIssuer, "keys" | "audience"> {
  readonly audience: readonly string[];
  readonly jwksUrl: string;
}

/** Of several issuers, the algorithms each may sign with unless it names its own. */
export const DEFAULT_ALGORITHMS = Object.freeze(["RS256", "PS256", "ES256", "EdDSA"] as const);

const name = z.string("is missing, or no text").min(1, "is empty");
const names = z.preprocess(
  inList,
  z.array(name, "is missing, or neither a text nor a list").min(1, "is empty"),
);
const path = z.unknown().transform(readPath);
const paths = z
  .preprocess(inList, z.array(path, "is neither a path nor a list of paths").min(1, "is empty"))
  .optional();

const claimSettings = z.strictObject({
  consumer: paths,
  client: paths,
  roles: paths,
  scopes: paths,
  tenant: paths,
  purposes: paths,
  purpose: paths,
  tokenId: paths,
});

const issuerSettings = z.strictObject({
  issuer: name,
  audience: names,
  jwksUrl: name,
  preset: z.enum(PRESET_NAMES).optional(),
  types: z.array(z.enum(TOKEN_TYPES)).min(1, "is empty").optional(),
  algorithms: z.array(z.enum(ASYMMETRIC_ALGORITHMS)).min(1, "is empty").optional(),
  maxLifetime: z.string().transform(readLifetime).optional(),
  prefix: name.max(64, "is longer than 64 characters").optional(),
  claims: claimSettings.optional(),
});

type IssuerSettings = z.infer<typeof issuerSettings>;

/**
 * Reads the text of DATAMESH_ISSUERS, a JSON array, and adds to `problems` everything that is wrong with it, each
 * with the place where it stands. What could be read is the answer.
 */
export function readIssuerList(text: string, problems: string[]): readonly IssuerConfig[] {
  const listed = parseJson(text);
  if (!Array.isArray(listed) || listed.length === 0) {
    problems.push("DATAMESH_ISSUERS is not a JSON array of issuers, nor the path of a file that holds one");
    return [];
  }
  return listed.flatMap((entry, index) => {
    const read = issuerSettings.safeParse(entry);
    if (read.success) return [toConfig(read.data)];
    problems.push(...read.error.issues.map((issue) => inWords(issue, `DATAMESH_ISSUERS[${index}]`)));
    return [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function toConfig(settings: IssuerSettings): IssuerConfig {
  const { issuer, audience, jwksUrl, algorithms, prefix, maxLifetime } = settings;
  const preset = settings.preset && PRESETS[settings.preset](audience);
  const types = settings.types ?? preset?.types;
  return Object.freeze({
    issuer,
    audience: Object.freeze(audience),
    jwksUrl,
    algorithms: Object.freeze(algorithms ?? DEFAULT_ALGORITHMS),
    maxLifetimeSeconds: maxLifetime ?? DEFAULT_MAX_LIFETIME_SECONDS,
    claims: Object.freeze({ ...STANDARD_CLAIMS, ...preset?.claims, ...given(settings.claims) }),
    ...(types && { types: Object.freeze(types) }),
    ...(prefix !== undefined && { prefix }),
  });
}

/** Only what is given: an absent setting must not hide a preset's. */
function given(claims: IssuerSettings["claims"] = {}): Partial<ClaimPaths> {
  return Object.fromEntries(Object.entries(claims).filter(([, to]) => to !== undefined));
}

/** One may stand for a list of one. */
function inList(value: unknown): unknown {
  return typeof value === "string" ? [value] : value;
}

/** Namespaced claims are URLs (OpenID Connect Core, 5.1.2), and their dots lead nowhere. */
function readPath(value: unknown, context: z.RefinementCtx): ClaimPath {
  const steps: unknown = typeof value === "string" ? splitPath(value) : value;
  if (Array.isArray(steps) && steps.length > 0 && steps.every(isName)) return steps;
  context.addIssue(
    'is neither a path such as "realm_access.roles" nor a list of names such as ["a.b", "roles"]',
  );
  return [];
}

function splitPath(text: string): readonly string[] | undefined {
  if (/^(https?:\/\/|urn:)/.test(text)) return [text];
  // A URL further in is one name too, and only a list of names can say so.
  return text.includes("://") ? undefined : text.split(".");
}

function isName(step: unknown): step is string {
  return typeof step === "string" && step !== "";
}

function readLifetime(text: string, context: z.RefinementCtx): number {
  try {
    const seconds = parseDuration(text);
    if (seconds >= 1) return seconds;
    context.addIssue("is shorter than a second");
  } catch (error) {
    context.addIssue(error instanceof MeshError ? error.message : String(error));
  }
  return 0;
}

function inWords({ path: at, message }: z.core.$ZodIssue, place: string): string {
  const steps = at.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`));
  return `${place}${steps.join("")}: ${message}`;
}
