import { MeshError } from "@datamesh/kernel";
import { readGatewayConfig } from "./config.ts";

const ISSUER = {
  DATAMESH_ISSUER: "https://login.example.com",
  DATAMESH_AUDIENCE: "datamesh",
  DATAMESH_JWKS_URL: "https://login.example.com/jwks.json",
};

function problemsOf(env: Record<string, string>): unknown {
  try {
    return readGatewayConfig(env);
  } catch (error) {
    if (error instanceof MeshError && error.code === "BAD_USER_INPUT") return error.details.problems;
    throw error;
  }
}

describe("the gateway's settings", () => {
  it("need nothing on one's own machine", () => {
    expect(readGatewayConfig({})).toEqual({
      production: false,
      host: "127.0.0.1",
      port: 4000,
      corsOrigins: ["http://localhost:*", "http://127.0.0.1:*"],
      developmentIssuer: true,
    });
  });

  it("in production open nothing to other origins and accept no development tokens", () => {
    expect(readGatewayConfig({ NODE_ENV: "production", HOST: "0.0.0.0", PORT: "80", ...ISSUER })).toEqual({
      production: true,
      host: "0.0.0.0",
      port: 80,
      corsOrigins: [],
      issuer: {
        issuer: "https://login.example.com",
        audience: "datamesh",
        jwksUrl: "https://login.example.com/jwks.json",
      },
      developmentIssuer: false,
    });
  });

  it("cannot be changed once read", () => {
    const config = readGatewayConfig(ISSUER);
    expect([config, config.issuer, config.corsOrigins].every(Object.isFrozen)).toBe(true);
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

  const unusable: readonly (readonly [string, Record<string, string>])[] = [
    ['PORT "4000x" is not a number from 0 to 65535', { PORT: "4000x" }],
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
      "no token could be accepted: set DATAMESH_ISSUER, DATAMESH_AUDIENCE and DATAMESH_JWKS_URL, or DATAMESH_DEV_ISSUER=1 for development",
      { HOST: "0.0.0.0" },
    ],
    [
      "no token could be accepted: set DATAMESH_ISSUER, DATAMESH_AUDIENCE and DATAMESH_JWKS_URL",
      { NODE_ENV: "production" },
    ],
    [
      "DATAMESH_DEV_ISSUER=1 is not possible in production",
      { ...ISSUER, NODE_ENV: "production", DATAMESH_DEV_ISSUER: "1" },
    ],
    ['DATAMESH_DEV_ISSUER "yes" is neither 1 nor 0', { ...ISSUER, DATAMESH_DEV_ISSUER: "yes" }],
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

  it.each(unusable)("are refused: %s", (problem, env) => {
    expect(problemsOf(env)).toEqual([problem]);
  });

  it("are refused with all their problems at once", () => {
    expect(
      problemsOf({ PORT: "x", HOST: "0.0.0.0", DATAMESH_ISSUER: "https://a", DATAMESH_CORS_ORIGINS: "*,b" }),
    ).toHaveLength(4);
  });
});
