import { readIssuerList } from "./issuerConfig.ts";

const ENTRY = { issuer: "https://id.example", audience: "datamesh", jwksUrl: "https://id.example/keys" };

function read(...entries: readonly unknown[]) {
  const problems: string[] = [];
  return { issuers: readIssuerList(JSON.stringify(entries), problems), problems };
}

describe("a configured issuer", () => {
  it("needs no more than name, audience and keys, and is then one of RFC 9068", () => {
    const { issuers, problems } = read(ENTRY);
    expect(problems).toEqual([]);
    expect(issuers).toEqual([
      {
        issuer: "https://id.example",
        audience: ["datamesh"],
        jwksUrl: "https://id.example/keys",
        algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
        maxLifetimeSeconds: 43_200,
        claims: expect.objectContaining({ consumer: [["sub"]], roles: [["roles"]] }) as unknown,
      },
    ]);
  });

  it("takes from its preset what it does not say itself", () => {
    const { issuers } = read({
      ...ENTRY,
      preset: "keycloak",
      audience: ["mesh", "other"],
      types: ["at+jwt"],
      algorithms: ["ES256"],
      maxLifetime: "10m",
      prefix: "acme:",
      claims: { tenant: "organization", roles: "roles" },
    });
    expect(issuers[0]).toMatchObject({
      types: ["at+jwt"],
      algorithms: ["ES256"],
      maxLifetimeSeconds: 600,
      prefix: "acme:",
      claims: { client: [["azp"]], tenant: [["organization"]], roles: [["roles"]] },
    });
    expect(read({ ...ENTRY, preset: "keycloak", audience: ["a.b", "c"] }).issuers[0]?.claims?.roles).toEqual([
      ["realm_access", "roles"],
      ["resource_access", "a.b", "roles"],
      ["resource_access", "c", "roles"],
    ]);
  });

  it.each([
    ["realm_access.roles", [["realm_access", "roles"]]],
    ["https://mesh.example/roles", [["https://mesh.example/roles"]]],
    ["urn:mesh:roles.v1", [["urn:mesh:roles.v1"]]],
    [
      ["roles", "realm_access.roles"],
      [["roles"], ["realm_access", "roles"]],
    ],
    [[["resource_access", "my.client", "roles"]], [["resource_access", "my.client", "roles"]]],
    [
      ["https://a.example/r", ["b.c"]],
      [["https://a.example/r"], ["b.c"]],
    ],
  ])("says where roles stand: %j", (roles, paths) => {
    const { issuers, problems } = read({ ...ENTRY, claims: { roles } });
    expect(problems).toEqual([]);
    expect(issuers[0]?.claims?.roles).toEqual(paths);
  });

  it.each(["", "a..b", ".a", "groups.https://a.example/r", 7, [], [[]], [""], [["a", ""]], [7], {}])(
    "is refused where roles stand at %j",
    (roles) => {
      const { problems } = read({ ...ENTRY, claims: { roles } });
      expect(problems).toEqual([expect.stringMatching(/^DATAMESH_ISSUERS\[0\]\.claims\.roles/)]);
    },
  );

  it.each<[string, object]>([
    [".issuer: is missing, or no text", { issuer: undefined }],
    [".audience: is missing, or neither a text nor a list", { audience: undefined }],
    [".audience: is empty", { audience: [] }],
    [".jwksUrl: is missing, or no text", { jwksUrl: undefined }],
    ['.preset: Invalid option: expected one of "entra"|"keycloak"|"okta"|"auth0"', { preset: "google" }],
    ['.types[0]: Invalid option: expected one of "at+jwt"|"JWT"|"absent"', { types: ["JWS"] }],
    [".types: is empty", { types: [] }],
    [".algorithms: is empty", { algorithms: [] }],
    [".maxLifetime: is shorter than a second", { maxLifetime: "10ms" }],
    [': Unrecognized key: "jwks"', { jwks: "https://id.example/keys" }],
    ['.claims: Unrecognized key: "scope"', { claims: { scope: "scp" } }],
  ])("is refused with its place: %s", (problem, change) => {
    const { issuers, problems } = read(ENTRY, { ...ENTRY, ...change });
    expect(problems).toEqual([`DATAMESH_ISSUERS[1]${problem}`]);
    expect(issuers).toHaveLength(1);
  });

  it.each(["HS256", "none", "rs256"])("is never pinned to %s", (algorithm) => {
    const { problems } = read({ ...ENTRY, algorithms: [algorithm] });
    expect(problems).toEqual([expect.stringContaining("DATAMESH_ISSUERS[0].algorithms[0]")]);
  });

  it("is refused with all its problems at once", () => {
    expect(read({ types: [], maxLifetime: "1w", x: 1 }).problems).toHaveLength(6);
  });
});

it.each(["[]", "{}", "[", "null", '"https://id.example"'])("a list of issuers is not %s", (text) => {
  const problems: string[] = [];
  expect(readIssuerList(text, problems)).toEqual([]);
  expect(problems).toEqual([
    "DATAMESH_ISSUERS is not a JSON array of issuers, nor the path of a file that holds one",
  ]);
});
