import { makeDataDirectory, type MeshProcess, startMeshProcess } from "../support/meshProcess.ts";

/** What each persona gets of each product: all of it, personal fields masked, or nothing. */
const MATRIX = {
  customerCreditScoresV1: {
    analyst: "all",
    frontend: "all",
    owner: "all",
    compliance: "all",
    declared: "all",
  },
  customerCreditScoresV2: {
    analyst: "all",
    frontend: "all",
    owner: "all",
    compliance: "all",
    declared: "all",
  },
  customerProfilesV1: {
    analyst: "masked",
    frontend: "none",
    owner: "all",
    compliance: "masked",
    declared: "all",
  },
  modelInferencesV1: { analyst: "all", frontend: "none", owner: "all", compliance: "all", declared: "all" },
  loanApplicationsV1: { analyst: "all", frontend: "all", owner: "all", compliance: "all", declared: "all" },
  loanOfficersV1: { analyst: "none", frontend: "none", owner: "none", compliance: "all", declared: "all" },
} as const;
type Product = keyof typeof MATRIX;
type Who = keyof (typeof MATRIX)[Product];

/** Personal fields and fields that are not, of each product. */
const FIELDS: Readonly<
  Record<Product, { readonly personal: readonly string[]; readonly other: readonly string[] }>
> = {
  customerCreditScoresV1: { personal: [], other: ["customerId", "score", "scoredAt"] },
  customerCreditScoresV2: {
    personal: [],
    other: ["customerId", "score", "confidence", "segment", "modelName"],
  },
  customerProfilesV1: {
    personal: ["name", "email", "nationalId", "birthDate"],
    other: ["customerId", "country", "segment", "registeredAt"],
  },
  modelInferencesV1: { personal: [], other: ["inferenceId", "modelName", "durationMs"] },
  loanApplicationsV1: { personal: [], other: ["applicationId", "amountRequested", "outcome"] },
  loanOfficersV1: { personal: [], other: ["officerId", "eventsHandled", "applicationsTouched"] },
};

const CUSTOMER = "c-0001";
const cells = Object.entries(MATRIX).flatMap(([product, row]) =>
  Object.entries(row).map(([who, gets]) => [who as Who, gets, product as Product] as const),
);

describe("development personas", () => {
  let directory: Awaited<ReturnType<typeof makeDataDirectory>>;
  let mesh: MeshProcess;
  const tokens = {} as Record<Who, string>;
  beforeAll(async () => {
    directory = await makeDataDirectory();
    mesh = await startMeshProcess({ DATAMESH_DATA_DIR: directory.path });
    for (const persona of ["analyst", "frontend", "owner", "compliance"] as const) {
      tokens[persona] = await mesh.token(persona);
    }
    tokens.declared = await mesh.token("compliance", "--purpose", "compliance");
  }, 120_000);
  afterAll(async () => {
    await mesh?.stop();
    await directory?.remove();
  });

  it.each(cells)("%s gets %s of %s", async (who, gets, product) => {
    const { personal, other } = FIELDS[product];
    const query = `{ ${product}(first: 3) { totalCount nodes { ${[...personal, ...other].join(" ")} } } }`;
    const { status, body } = await mesh.ask(tokens[who], query);
    expect(status).toBe(200);
    const found = body.data![product] as { totalCount: number; nodes: Record<string, unknown>[] } | null;
    if (gets === "none") {
      expect(found).toBeNull();
      expect(body.errors).toMatchObject([{ path: [product], extensions: { code: "FORBIDDEN" } }]);
      expect(body.extensions).toEqual({ datamesh: { withheld: [{ path: [product], reason: "DENIED" }] } });
      return;
    }
    expect(body.errors).toBeUndefined();
    expect(found!.nodes).toHaveLength(3);
    for (const node of found!.nodes) for (const field of other) expect(node[field]).not.toBeNull();
    const withheld = personal.map((field) => ({ path: [product, "nodes", field], reason: "MASKED" }));
    expect(body.extensions).toEqual(
      gets === "masked" ? { datamesh: { withheld: expect.arrayContaining(withheld) } } : undefined,
    );
  });

  it.each([
    [
      "analyst",
      { name: /^(\p{Lu}\. ?)+$/u, email: null, nationalId: /^••••\d{4}$/, birthDate: /^\d{4}-01-01$/ },
    ],
    [
      "owner",
      {
        name: /^\p{Lu}\p{L}+ /u,
        email: /@example\.com$/,
        nationalId: /^[A-Z]{2}-\d{4}-\d{4}$/,
        birthDate: /^\d{4}-/,
      },
    ],
  ] as const)("%s sees a customer's personal fields as entitled", async (who, expected) => {
    const query = `{ customerProfileV1(customerId: "${CUSTOMER}") { name email nationalId birthDate } }`;
    const { body } = await mesh.ask(tokens[who], query);
    const row = body.data!["customerProfileV1"] as Record<string, string | null>;
    for (const [field, shape] of Object.entries(expected)) {
      if (shape === null) expect(row[field]).toBeNull();
      else expect(row[field]).toMatch(shape);
    }
  });

  it.each([
    ["compliance", "compliance", true],
    ["compliance", "reporting", false],
    ["declared", "reporting", false],
    ["compliance", undefined, false],
  ] as const)("%s with X-Purpose %s sees personal fields as they are: %s", async (who, purpose, unmasked) => {
    const response = await fetch(`${mesh.url}/graphql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${tokens[who]}`,
        ...(purpose !== undefined && { "x-purpose": purpose }),
      },
      body: JSON.stringify({ query: `{ customerProfileV1(customerId: "${CUSTOMER}") { email } }` }),
    });
    const { data } = (await response.json()) as { data: { customerProfileV1: { email: string | null } } };
    expect(data.customerProfileV1.email).toEqual(unmasked ? expect.stringContaining("@") : null);
  });

  it.each(["analyst", "frontend", "owner", "compliance", "declared"] as const)(
    "the catalog tells %s beforehand what they get",
    async (who) => {
      const query = `{ me { id } dataProducts { nodes {
        name major access { effect } fields { access { effect } } } } }`;
      const { body } = await mesh.ask(tokens[who], query);
      expect(body).toMatchObject({ data: { me: { id: expect.stringContaining("@") as string } } });
      const { nodes } = body.data!["dataProducts"] as { nodes: readonly Told[] };
      const told = nodes.map((node) => [nameOf(node), getsOf(node)]);
      expect(Object.fromEntries(told)).toEqual(
        Object.fromEntries(Object.entries(MATRIX).map(([product, row]) => [product, row[who]])),
      );
    },
  );

  it("nobody gets anything without a token, the catalog included", async () => {
    for (const query of [
      "{ customerCreditScoresV2 { totalCount } }",
      "{ dataProducts { totalCount } }",
      "{ me { id } }",
      "{ __typename }",
    ]) {
      const { status, headers, body } = await mesh.ask(undefined, query);
      expect(status).toBe(401);
      expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(body).toEqual({
        errors: [{ message: expect.any(String), extensions: { code: "UNAUTHENTICATED" } }],
      });
    }
  });

  it("a frontend is denied at the edge to another context's row, and its own row is answered", async () => {
    const query = `{ customerCreditScoreV2(customerId: "${CUSTOMER}") { score customer { country } } }`;
    const { body } = await mesh.ask(tokens.frontend, query);
    expect(body.data).toEqual({ customerCreditScoreV2: { score: expect.any(Number), customer: null } });
    expect(body.errors).toMatchObject([
      {
        path: ["customerCreditScoreV2", "customer"],
        extensions: {
          code: "FORBIDDEN",
          product: "customer-profiles@1",
          policy: expect.stringContaining("analyst"),
        },
      },
    ]);
  });

  it.each([
    ["where", `where: { email: { eq: "someone@example.com" } }`],
    ["a nested where", `where: { or: [{ not: { nationalId: { in: ["x"] } } }] }`],
  ])("a masked field cannot be probed by %s", async (_how, argument) => {
    const { body } = await mesh.ask(tokens.analyst, `{ customerProfilesV1(${argument}) { totalCount } }`);
    expect(body.data).toEqual({ customerProfilesV1: null });
    expect(body.errors).toMatchObject([
      { extensions: { code: "FORBIDDEN", product: "customer-profiles@1" } },
    ]);
  });

  it("the owner may look a customer up by a personal field", async () => {
    const { body } = await mesh.ask(
      tokens.owner,
      `query ($id: ID!) { customerProfileV1(customerId: $id) { email } }`,
      { id: CUSTOMER },
    );
    const { email } = body.data!["customerProfileV1"] as { email: string };
    const found = await mesh.ask(
      tokens.owner,
      `query ($email: String!) { customerProfilesV1(where: { email: { eq: $email } }) { nodes { customerId } } }`,
      { email },
    );
    expect(found.body.data).toEqual({ customerProfilesV1: { nodes: [{ customerId: CUSTOMER }] } });
  });

  it.each(["country", "name", "customerId", "__typename", "name customerId"])(
    "a link to a row that is gone is null, whatever is asked of it: %s",
    async (fields) => {
      const closed = "customerCreditScoresV2(first: 3, where: { segment: { isNull: true } })";
      const { body } = await mesh.ask(
        tokens.analyst,
        `{ ${closed} { nodes { customerId customer { ${fields} } } } }`,
      );
      const { nodes } = body.data!["customerCreditScoresV2"] as {
        nodes: { customerId: string; customer: unknown }[];
      };
      expect(nodes).toHaveLength(3);
      expect(nodes.map((node) => node.customer)).toEqual([null, null, null]);
    },
  );

  it("a query across three contexts is answered in one", async () => {
    const { body } = await mesh.ask(
      tokens.analyst,
      `{ customerCreditScoreV2(customerId: "${CUSTOMER}") {
          score segment modelName customer { segment } inference { modelName } } }`,
    );
    const row = body.data!["customerCreditScoreV2"] as Record<string, Record<string, string>>;
    expect(row["segment"]).toBe(row["customer"]!["segment"]);
    expect(row["modelName"]).toBe(row["inference"]!["modelName"]);
  });
});

/** What the catalog tells of a product and whoever asks. */
interface Told {
  readonly name: string;
  readonly major: number;
  readonly access: { readonly effect: string };
  readonly fields: readonly { readonly access: { readonly effect: string } }[];
}

/** `customer-profiles`, 1 -> `customerProfilesV1` */
const nameOf = ({ name, major }: Told): string =>
  `${name.replaceAll(/-(.)/g, (_match, letter: string) => letter.toUpperCase())}V${major}`;

function getsOf({ access, fields }: Told): "none" | "masked" | "all" {
  if (access.effect === "DENY") return "none";
  return fields.some((field) => field.access.effect === "MASK") ? "masked" : "all";
}
