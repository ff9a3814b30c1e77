import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTokenVerifier, openDevelopmentIssuer } from "../authenticate/index.ts";
import type { DevelopmentIssuer } from "../authenticate/index.ts";
import type { Exchange } from "../http/exchange.ts";
import { closing } from "../http/testing/closing.ts";
import { logLines } from "../http/testing/logLines.ts";
import { openGateway } from "../http/testing/openGateway.ts";
import { DEFAULT_LIMITS } from "../limits/index.ts";
import { developmentSession } from "./developmentSession.ts";
import { rawRequest } from "./testing/rawRequest.ts";

const NOW = new Date("2026-11-23T12:00:00.700Z");
const JSON_TYPE = { "content-type": "application/json" };
const ANALYST = JSON.stringify({ persona: "analyst" });

let dataDir: string;
let issuer: DevelopmentIssuer;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "datamesh-session-"));
  issuer = await openDevelopmentIssuer(dataDir);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const { keep, stopAll } = closing();
afterEach(stopAll);

/** A gateway that accepts development tokens, also from pages of these origins. */
async function opened(wishes: { developmentIssuer?: DevelopmentIssuer; corsOrigins?: string[] } = {}) {
  const { corsOrigins = [], ...parts } = { developmentIssuer: issuer, ...wishes };
  const gateway = await keep(openGateway({ ...parts, config: { corsOrigins }, clock: () => NOW }));
  const ask = (body: string, headers: Record<string, string> = {}) =>
    rawRequest(gateway.url, {
      path: "/session/development",
      method: "POST",
      headers: { ...JSON_TYPE, ...headers },
      body,
    });
  return { ...gateway, ask };
}

const REFUSAL = {
  errors: [
    {
      message: "development tokens are given to this machine's own pages only",
      extensions: { code: "FORBIDDEN" },
    },
  ],
};

describe("a session as a persona", () => {
  it.each([
    ["a program", () => ({})],
    ["a page of this gateway", (origin: string) => ({ origin, "sec-fetch-site": "same-origin" })],
  ])("is given to %s, for a quarter of an hour, and stored by nobody", async (_, headers) => {
    const { ask, url } = await opened();
    const { status, headers: given, body } = await ask(ANALYST, headers(url));
    expect([status, given["cache-control"]]).toEqual([200, "no-store"]);
    const { token, expiresAt } = JSON.parse(body) as { token: string; expiresAt: string };
    expect(expiresAt).toBe("2026-11-23T12:15:00.000Z");
    const at = (time: string) => createTokenVerifier({ issuers: [issuer], now: () => new Date(time) })(token);
    expect(await at("2026-11-23T12:14:00Z")).toMatchObject({
      ok: true,
      consumer: { id: "analyst@datamesh.example", roles: ["analyst"] },
    });
    expect(await at("2026-11-23T12:17:00Z")).toEqual({ ok: false, reason: "EXPIRED" });
  });

  it("carries the purpose that is declared", async () => {
    const { ask } = await opened();
    const { body } = await ask(JSON.stringify({ persona: "compliance", purpose: "reporting" }));
    const { token } = JSON.parse(body) as { token: string };
    const verified = await createTokenVerifier({ issuers: [issuer], now: () => NOW })(token);
    expect(verified).toMatchObject({ ok: true, consumer: { purpose: "reporting" } });
  });

  it("does not exist where development tokens are not accepted", async () => {
    const { url } = await keep(openGateway());
    const path = "/session/development";
    const { status, body } = await rawRequest(url, {
      path,
      method: "POST",
      headers: JSON_TYPE,
      body: ANALYST,
    });
    expect([status, JSON.parse(body)]).toMatchObject([
      404,
      { errors: [{ message: "there is nothing here" }] },
    ]);
  });
});

describe("a session as a persona is refused, in the same words,", () => {
  it.each([
    ["under a name that leads here by DNS alone", { host: "evil.example:4000" }, "HOST"],
    ["through a proxy", { "x-forwarded-for": "127.0.0.1" }, "FORWARDED"],
    ["through a proxy of the standard", { forwarded: "for=127.0.0.1" }, "FORWARDED"],
    ["to a page of another site", { "sec-fetch-site": "cross-site" }, "SEC_FETCH_SITE"],
    ["to a page of another port", { "sec-fetch-site": "same-site" }, "SEC_FETCH_SITE"],
    ["to a page of another origin", { origin: "http://localhost:3000" }, "ORIGIN"],
  ])("%s, whatever it wishes, and the log says why", async (_, headers, refused) => {
    const { ask, until } = await opened();
    for (const body of [ANALYST, "nonsense"]) {
      const reply = await ask(body, headers as Record<string, string>);
      expect([reply.status, JSON.parse(reply.body)]).toEqual([403, REFUSAL]);
    }
    expect(await until(({ msg }) => msg === "request")).toMatchObject({ route: "session", refused });
  });

  it("to another machine", async () => {
    const { log } = logLines();
    const noted: object[] = [];
    const handler = developmentSession({ issuer, limits: DEFAULT_LIMITS, clock: () => NOW });
    const request = {
      headers: { host: "localhost:4000" },
      httpVersion: "1.1",
      socket: { remoteAddress: "10.0.0.7" },
    };
    const note = (facts: object) => void noted.push(facts);
    const exchange = { request, requestId: "r1", log, note } as unknown as Exchange;
    const { status, body } = await handler(exchange);
    expect([status, JSON.parse(String(body))]).toEqual([403, REFUSAL]);
    expect(noted).toContainEqual({ refused: "REMOTE_ADDRESS" });
  });

  it("to pages that may query from elsewhere, and no preflight is answered", async () => {
    const origin = "http://localhost:3000";
    const { ask, url } = await opened({ corsOrigins: [origin] });
    const refused = await ask(ANALYST, { origin });
    const preflight = await rawRequest(url, {
      path: "/session/development",
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "POST" },
    });
    const described = await rawRequest(url, { path: "/session.json", headers: { origin } });
    expect([refused.status, preflight.status, described.status]).toEqual([403, 405, 200]);
    for (const { headers } of [refused, preflight, described]) {
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });
});

describe("a wish for a session", () => {
  it.each([
    ["nothing", "{}"],
    ["an unknown persona", '{"persona":"root"}'],
    ["what every object has", '{"persona":"constructor"}'],
    ["a persona that is no text", '{"persona":["analyst"]}'],
    ["a purpose that is no text", '{"persona":"analyst","purpose":7}'],
    ["more than it may", '{"persona":"analyst","roles":["admin"]}'],
    ["a list", "[]"],
    ["null", "null"],
  ])("that names %s is told what is expected", async (_, body) => {
    const reply = await (await opened()).ask(body);
    expect([reply.status, JSON.parse(reply.body)]).toMatchObject([
      400,
      { errors: [{ message: expect.stringContaining("analyst, frontend, owner, compliance") }] },
    ]);
  });

  it.each(["", "x".repeat(100_000), "a\u0000b"])(
    "with a purpose no token may hold is refused",
    async (purpose) => {
      const reply = await (await opened()).ask(JSON.stringify({ persona: "analyst", purpose }));
      expect([reply.status, JSON.parse(reply.body)]).toMatchObject([
        400,
        { errors: [{ extensions: { code: "BAD_USER_INPUT" } }] },
      ]);
    },
  );

  it("that is not JSON is refused", async () => {
    expect((await (await opened()).ask("persona=analyst")).status).toBe(400);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])(
    "of type %s, which a form could send, is refused",
    async (type) => {
      expect((await (await opened()).ask(ANALYST, { "content-type": type })).status).toBe(415);
    },
  );

  it.each(["GET", "PUT"])("is not sent by %s", async (method) => {
    const { url } = await opened();
    const { status, headers } = await rawRequest(url, { path: "/session/development", method });
    expect([status, headers.allow]).toEqual([405, "POST"]);
  });
});
