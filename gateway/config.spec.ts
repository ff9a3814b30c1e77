import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_COSTS, DEFAULT_LIMITS } from "./limits/index.ts";
import { DEFAULT_RATES } from "./rates/index.ts";
import { configWarnings, readGatewayConfig } from "./config.ts";
import { configProblems } from "./testing/configProblems.ts";
import { TRANSPORT_DEFAULTS } from "./transport/index.ts";

const ISSUER = {
  DATAMESH_ISSUER: "https://login.example.com",
  DATAMESH_AUDIENCE: "datamesh",
  DATAMESH_JWKS_URL: "https://login.example.com/jwks.json",
};

const REFUSALS = {
  limits: DEFAULT_LIMITS,
  costs: DEFAULT_COSTS,
  rates: DEFAULT_RATES,
  documents: "on",
  subscriptions: { perConsumer: 100, inAll: 10_000 },
  cacheBytes: 64 * 1_024 * 1_024,
};
const ENTRY = { issuer: "https://id.example", audience: "datamesh", jwksUrl: "https://id.example/keys" };
const SIGN_IN = { DATAMESH_OIDC_CLIENT_ID: "playground" };

describe("the gateway's settings", () => {
  it("need nothing on one's own machine", () => {
    expect(readGatewayConfig({})).toEqual({
      production: false,
      host: "127.0.0.1",
      port: 4000,
      corsOrigins: ["http://localhost:*", "http://127.0.0.1:*"],
      issuers: [],
      developmentIssuer: true,
      ...REFUSALS,
      transport: TRANSPORT_DEFAULTS,
    });
  });

  it("in production open nothing to other origins and accept no development tokens", () => {
    expect(readGatewayConfig({ NODE_ENV: "production", HOST: "0.0.0.0", PORT: "80", ...ISSUER })).toEqual({
      production: true,
      host: "0.0.0.0",
      port: 80,
      corsOrigins: [],
      issuers: [
        {
          issuer: "https://login.example.com",
          audience: ["datamesh"],
          jwksUrl: "https://login.example.com/jwks.json",
          algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
        },
      ],
      developmentIssuer: false,
      ...REFUSALS,
      transport: TRANSPORT_DEFAULTS,
    });
  });

  it("cannot be changed once read", () => {
    const config = readGatewayConfig(ISSUER);
    expect([config, config.issuers, config.issuers[0], config.corsOrigins].every(Object.isFrozen)).toBe(true);
  });

  it("take an empty variable for an absent one", () => {
    expect(readGatewayConfig({ PORT: "", HOST: " ", DATAMESH_ISSUER: "" })).toEqual(readGatewayConfig({}));
  });

  it("read the origins of a list", () => {
    const { corsOrigins } = readGatewayConfig({
      DATAMESH_CORS_ORIGINS: "https://app.example.com, http://localhost:*,http://intranet:8080",
    });
    expect(corsOrigins).toEqual(["https://app.example.com", "http://localhost:*", "http://intranet:8080"]);
  });

  it.each([
    [true, {}],
    [true, { HOST: "::1" }],
    [true, { HOST: "localhost" }],
    [true, { HOST: "localhost", DATAMESH_DEV_ISSUER: "1", ...ISSUER }],
    [false, { HOST: "localhost", ...ISSUER }],
    [true, { HOST: "0.0.0.0", DATAMESH_DEV_ISSUER: "1" }],
    [false, { HOST: "0.0.0.0", ...ISSUER }],
    [false, { DATAMESH_DEV_ISSUER: "0", ...ISSUER }],
    [false, { NODE_ENV: "production", ...ISSUER }],
  ])("accept development tokens: %s, with %j", (accepted, env) => {
    expect(readGatewayConfig(env).developmentIssuer).toBe(accepted);
  });

  it("list issuers in a file or in the variable itself, beside the one of its own variables", async () => {
    const directory = await mkdtemp(join(tmpdir(), "datamesh-issuers-"));
    const file = join(directory, "issuers.json");
    const list = JSON.stringify([ENTRY, { ...ENTRY, issuer: "https://other.example", preset: "entra" }]);
    await writeFile(file, list);
    const [fromFile, inline] = [file, ` ${list}`].map((DATAMESH_ISSUERS) =>
      readGatewayConfig({ ...ISSUER, DATAMESH_ISSUERS }),
    );
    await rm(directory, { recursive: true });
    expect(fromFile).toEqual(inline);
    expect(fromFile?.developmentIssuer).toBe(false);
    expect(fromFile?.issuers.map(({ issuer, types }) => [issuer, types])).toEqual([
      ["https://login.example.com", undefined],
      ["https://id.example", undefined],
      ["https://other.example", ["JWT"]],
    ]);
  });

  it("say how people sign in", () => {
    const env = { ...ISSUER, DATAMESH_OIDC_CLIENT_ID: "playground" };
    expect(readGatewayConfig(ISSUER).signIn).toBeUndefined();
    expect(readGatewayConfig(env).signIn).toEqual({
      issuer: "https://login.example.com",
      clientId: "playground",
      scope: "openid",
    });
    const more = {
      ...env,
      DATAMESH_ISSUERS: JSON.stringify([ENTRY]),
      DATAMESH_OIDC_ISSUER: "https://id.example",
      DATAMESH_OIDC_SCOPES: " openid  mesh ",
      DATAMESH_OIDC_AUDIENCE: "https://mesh.example/api",
      DATAMESH_OIDC_AUTHORIZATION_URL: "https://id.example/a",
      DATAMESH_OIDC_TOKEN_URL: "https://id.example/t",
    };
    expect(readGatewayConfig(more).signIn).toEqual({
      issuer: "https://id.example",
      clientId: "playground",
      scope: "openid mesh",
      audience: "https://mesh.example/api",
      endpoints: { authorization: "https://id.example/a", token: "https://id.example/t" },
    });
  });

  const unusable: readonly (readonly [string, Record<string, string>])[] = [
    ['PORT "4000x" is not a number from 0 to 65535', { PORT: "4000x" }],
    ['DATAMESH_LIMIT_DEPTH "0" is not a whole number from 1 on', { DATAMESH_LIMIT_DEPTH: "0" }],
    ["DATAMESH_LIMIT_NESTING may be at most 500", { DATAMESH_LIMIT_NESTING: "501" }],
    ["DATAMESH_TRUSTED_DOCUMENTS must be off, on, only", { DATAMESH_TRUSTED_DOCUMENTS: "yes" }],
    ["DATAMESH_RATE must be on or off", { DATAMESH_RATE: "maybe" }],
    ['PORT "-1" is not a number from 0 to 65535', { PORT: "-1" }],
    ['PORT "65536" is not a number from 0 to 65535', { PORT: "65536" }],
    [
      "DATAMESH_ISSUER, DATAMESH_AUDIENCE and DATAMESH_JWKS_URL belong together: one is missing",
      { ...ISSUER, DATAMESH_AUDIENCE: "" },
    ],
    [
      'DATAMESH_JWKS_URL "http://login.example.com" is not an https address',
      { ...ISSUER, DATAMESH_JWKS_URL: "http://login.example.com" },
    ],
    ['DATAMESH_JWKS_URL "jwks.json" is not an https address', { ...ISSUER, DATAMESH_JWKS_URL: "jwks.json" }],
    [
      'DATAMESH_JWKS_URL "http://localhost/jwks" is not an https address',
      { ...ISSUER, DATAMESH_JWKS_URL: "http://localhost/jwks", NODE_ENV: "production" },
    ],
    [
      "no token could be accepted: set DATAMESH_ISSUERS, or DATAMESH_ISSUER, DATAMESH_AUDIENCE and DATAMESH_JWKS_URL, or DATAMESH_DEV_ISSUER=1 for development",
      { HOST: "0.0.0.0" },
    ],
    [
      "no token could be accepted: set DATAMESH_ISSUERS, or DATAMESH_ISSUER, DATAMESH_AUDIENCE and DATAMESH_JWKS_URL",
      { NODE_ENV: "production" },
    ],
    [
      "DATAMESH_DEV_ISSUER=1 is not possible in production",
      { ...ISSUER, NODE_ENV: "production", DATAMESH_DEV_ISSUER: "1" },
    ],
    ['DATAMESH_DEV_ISSUER "yes" is neither 1 nor 0', { ...ISSUER, DATAMESH_DEV_ISSUER: "yes" }],
    [
      'DATAMESH_ISSUERS: the file "/nowhere/issuers.json" cannot be read (ENOENT)',
      { DATAMESH_ISSUERS: "/nowhere/issuers.json" },
    ],
    [
      'DATAMESH_ISSUERS: jwksUrl of https://id.example "http://id.example/keys" is not an https address',
      { DATAMESH_ISSUERS: JSON.stringify([{ ...ENTRY, jwksUrl: "http://id.example/keys" }]) },
    ],
    [
      'the issuer "https://login.example.com" is configured more than once: list its audiences in one entry',
      { ...ISSUER, DATAMESH_ISSUERS: JSON.stringify([{ ...ENTRY, issuer: "https://login.example.com" }]) },
    ],
    [
      "DATAMESH_JWKS_URL holds a user name or password",
      { ...ISSUER, DATAMESH_JWKS_URL: "https://u:p@id.example" },
    ],
    [
      "DATAMESH_OIDC_CLIENT_ID needs an issuer whose tokens are accepted: set DATAMESH_ISSUERS",
      { DATAMESH_OIDC_CLIENT_ID: "playground" },
    ],
    [
      'DATAMESH_OIDC_ISSUER "https://evil.example" is none of the issuers whose tokens are accepted',
      { ...ISSUER, ...SIGN_IN, DATAMESH_OIDC_ISSUER: "https://evil.example" },
    ],
    [
      "DATAMESH_OIDC_ISSUER is needed to say with which of several issuers people sign in",
      { ...ISSUER, ...SIGN_IN, DATAMESH_ISSUERS: JSON.stringify([ENTRY]) },
    ],
    [
      "DATAMESH_OIDC_SCOPES lacks openid, without which the sign-in could not be checked",
      { ...ISSUER, ...SIGN_IN, DATAMESH_OIDC_SCOPES: "mesh" },
    ],
    [
      "DATAMESH_OIDC_AUTHORIZATION_URL and DATAMESH_OIDC_TOKEN_URL belong together: one is missing",
      { ...ISSUER, ...SIGN_IN, DATAMESH_OIDC_TOKEN_URL: "https://id.example/t" },
    ],
    [
      'DATAMESH_OIDC_TOKEN_URL "javascript:1" is not an https address',
      {
        ...ISSUER,
        ...SIGN_IN,
        DATAMESH_OIDC_AUTHORIZATION_URL: "https://id.example/a",
        DATAMESH_OIDC_TOKEN_URL: "javascript:1",
      },
    ],
    ...[
      "*",
      "https://app.example.com/",
      "app.example.com",
      "null",
      "https://*.example.com:*",
      "ftp://a",
      "HTTPS://A.com",
    ].map(
      (origin) =>
        [
          `DATAMESH_CORS_ORIGINS: "${origin}" is not an origin such as https://app.example.com`,
          { DATAMESH_CORS_ORIGINS: origin },
        ] as const,
    ),
  ];

  it("set every limit, cost and rate on its own, and switch rates off", () => {
    const env = {
      DATAMESH_LIMIT_ROOT_FIELDS: "7",
      DATAMESH_LIMIT_COST: "5000",
      DATAMESH_COST_PAGE_SIZE: "25",
      DATAMESH_RATE_PER_SECOND: "3",
      DATAMESH_RATE_COST_PER_MINUTE: "90000",
    };
    expect(readGatewayConfig(env)).toMatchObject({
      limits: { ...DEFAULT_LIMITS, rootFields: 7, cost: 5_000 },
      costs: { ...DEFAULT_COSTS, pageSize: 25 },
      rates: { ...DEFAULT_RATES, perSecond: 3, costPerMinute: 90_000 },
    });
    expect(readGatewayConfig({ DATAMESH_RATE: "off" }).rates).toBeUndefined();
  });

  it.each(unusable)("are refused: %s", (problem, env) => {
    expect(configProblems(env)).toEqual([problem]);
  });

  it("are refused with all their problems at once", () => {
    expect(
      configProblems({
        PORT: "x",
        HOST: "0.0.0.0",
        DATAMESH_ISSUER: "https://a",
        DATAMESH_CORS_ORIGINS: "*,b",
      }),
    ).toHaveLength(4);
  });
});

describe("settings that are possible and hardly meant", () => {
  it("are development tokens on an address that others can reach", () => {
    const open = readGatewayConfig({ HOST: "0.0.0.0", DATAMESH_DEV_ISSUER: "1" });
    expect(configWarnings(open)).toEqual([
      expect.stringContaining("development tokens are accepted on HOST 0.0.0.0"),
    ]);
  });

  it("are none of those on this machine, or of an issuer alone", () => {
    expect(configWarnings(readGatewayConfig({}))).toEqual([]);
    expect(configWarnings(readGatewayConfig({ ...ISSUER, HOST: "0.0.0.0" }))).toEqual([]);
  });
});
