import { readCompactToken } from "@datamesh/kernel/servicetoken";
import { CHECKS, MAX_TOKEN_BYTES, examineToken } from "./examineToken.ts";
import type { Check, Finding, Proof, Trust } from "./examineToken.ts";
import { findingInWords } from "./findingInWords.ts";
import type { Scene } from "./findingInWords.ts";
import type { RefusalReason } from "./refusalReason.ts";
import { checkTrust } from "./verifyAccessToken.ts";
import type { TokenVerifierOptions } from "./verifyAccessToken.ts";

/** One check of a token, and in words what came of it. */
export interface ExplainedCheck {
  readonly check: Check;
  /** `skipped` if it rests on a check that failed. */
  readonly outcome: "ok" | "failed" | "skipped";
  readonly reason?: RefusalReason;
  readonly words: string;
}

/** Why a token is accepted or not. Claims of the token are in it, neither the token itself nor its signature. */
export interface Explanation {
  readonly accepted: boolean;
  /** In the order in which they are made. */
  readonly checks: readonly ExplainedCheck[];
  /** What the token proves, or would if nothing else were wrong with it. */
  readonly proof?: Proof;
}

/**
 * Says of each check that a verifier makes how it ends for this token. For operators: a consumer is told no reasons.
 */
export async function explainToken(token: string, options: TokenVerifierOptions): Promise<Explanation> {
  let keyFailure: unknown;
  const trust = checkTrust({ ...options, onKeyFailure: (_, cause) => (keyFailure = cause) });
  const findings: Finding[] = [];
  for await (const finding of examineToken(token, trust)) findings.push(finding);
  const scene = { ...sceneOf(token, trust), keyFailure };
  const proof = findings.at(-1)?.proof;
  return {
    accepted: proof !== undefined && findings.every(({ fault }) => fault === undefined),
    checks: CHECKS.map((check) => explainCheck(check, findings, scene)),
    ...(proof && { proof }),
  };
}

function sceneOf(token: string, { issuers }: Trust): Omit<Scene, "keyFailure"> {
  const compact = readCompactToken(token, MAX_TOKEN_BYTES);
  const { header, claims }: Pick<Scene, "header" | "claims"> = compact.ok
    ? compact
    : { header: {}, claims: {} };
  return {
    bytes: Buffer.byteLength(token),
    header,
    claims,
    issuers: [...issuers.values()],
    issuer: typeof claims.iss === "string" ? issuers.get(claims.iss) : undefined,
  };
}

function explainCheck(check: Check, findings: readonly Finding[], scene: Scene): ExplainedCheck {
  const finding = findings.find((each) => each.check === check);
  if (!finding) return { check, outcome: "skipped", words: "not checked: it rests on what failed above" };
  const words = findingInWords(finding, scene);
  return finding.fault
    ? { check, outcome: "failed", reason: finding.fault, words }
    : { check, outcome: "ok", words };
}
