import { createHash, randomUUID } from "node:crypto";

/** Parameters of a query or a form. */
export type Parameters = Readonly<Record<string, string>>;

/** What an identity provider answers over HTTP; 200 unless another status is given. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The parts of a provider that its code flow needs. */
export interface CodeFlowParts {
  readonly issuer: string;
  readonly clientId: string;
  /** Addresses one may return to. */
  readonly allowed: ReadonlySet<string>;
  /** The answer of the token endpoint to a sound request, for what was asked for at the beginning. */
  readonly giveTokens: (grant: Parameters) => Promise<object>;
}

/** How a provider puts a refusal that a careless page would run. */
const REFUSED: Parameters = {
  error: "access_denied",
  error_description: 'no, <img src="x" onerror="document.title=1"> said the person',
};

/** The authorization code flow of a provider (RFC 6749, 4.1), with PKCE by S256 required (RFC 7636). */
export function codeFlow({ issuer, clientId, allowed, giveTokens }: CodeFlowParts) {
  const grants = new Map<string, Parameters>();
  return {
    /** A page with two buttons. */
    authorize: (asked: Parameters): Answer => {
      const fault = faultOf(asked, clientId, allowed);
      return fault === undefined ? agreementPage(asked) : { status: 400, body: fault };
    },
    /** What the buttons lead to: back to the client, with a code or a refusal. */
    agree: (asked: Parameters): Answer => {
      const fault = faultOf(asked, clientId, allowed);
      if (fault !== undefined) return { status: 400, body: fault };
      const code = randomUUID();
      if (asked["choice"] === "allow") grants.set(code, asked);
      const address = new URL(asked["redirect_uri"] ?? "");
      const outcome = asked["choice"] === "allow" ? { code } : REFUSED;
      for (const [name, value] of Object.entries({ ...outcome, state: asked["state"] ?? "", iss: issuer })) {
        address.searchParams.set(name, value);
      }
      return { status: 303, headers: { location: address.href } };
    },
    token: async (asked: Parameters): Promise<Answer> => {
      const grant = grants.get(asked["code"] ?? "");
      // A code is good once (RFC 6749, 4.1.2).
      grants.delete(asked["code"] ?? "");
      if (!grant || !fits(asked, grant)) return json({ error: "invalid_grant" }, 400);
      return json(await giveTokens(grant));
    },
  };
}

/** An answer that nobody stores. */
export function json(body: unknown, status = 200): Answer {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return { status, headers, body: JSON.stringify(body) };
}

function faultOf(asked: Parameters, clientId: string, allowed: ReadonlySet<string>): string | undefined {
  if (asked["client_id"] !== clientId) return "unknown client";
  if (!allowed.has(asked["redirect_uri"] ?? "")) return "this address is not registered";
  if (asked["response_type"] !== "code") return "only the code flow is offered";
  if (asked["code_challenge_method"] !== "S256" || !asked["code_challenge"]) return "PKCE is required";
  if (!asked["scope"]?.split(" ").includes("openid")) return "openid is not asked for";
  return asked["state"] && asked["nonce"] ? undefined : "state and nonce are expected";
}

function fits(asked: Parameters, grant: Parameters): boolean {
  const verifier = asked["code_verifier"] ?? "";
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  return (
    asked["grant_type"] === "authorization_code" &&
    asked["client_id"] === grant["client_id"] &&
    asked["redirect_uri"] === grant["redirect_uri"] &&
    challenge === grant["code_challenge"]
  );
}

/** What is asked for goes along in hidden fields. */
function agreementPage(asked: Parameters): Answer {
  const fields = Object.entries(asked).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', "&quot;")}">`,
  );
  const buttons = ["allow", "deny"].map((it) => `<button name="choice" value="${it}">${it}</button>`);
  const form = `<form method="post" action="/agree">${[...fields, ...buttons].join("")}</form>`;
  const headers = { "content-type": "text/html; charset=utf-8" };
  return { headers, body: `<!doctype html><title>Sign in</title>${form}` };
}
