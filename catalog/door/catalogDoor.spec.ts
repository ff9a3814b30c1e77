import type { HttpRequest } from "@datamesh/kernel/graphql";
import { issuePeerToken } from "@datamesh/kernel/servicetoken";
import type { TrafficBatch } from "@datamesh/kernel/sla";
import { describeContext } from "../registration/index.ts";
import { people, SAMPLE_SDL, sampleContext } from "../testing/samples.ts";
import { catalogDoor } from "./catalogDoor.ts";
import type { RegistrationDesk } from "./registrationDesk.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const keyOf = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const KEYS = { registry: keyOf(1), shop: keyOf(2), gateway: keyOf(3) };

const ANNOUNCEMENT = {
  context: describeContext(sampleContext("registry", people())),
  sdl: SAMPLE_SDL,
  address: "http://registry:4000",
  replica: "a",
};

function openDoor() {
  const heard: string[] = [];
  const refused: string[] = [];
  const reports: TrafficBatch[] = [];
  const desk: RegistrationDesk = {
    announce: async ({ context, address }) => {
      heard.push(`${context.name} at ${address}`);
      return { kind: "EFFECTIVE", warnings: [] };
    },
    beat: async (context, replica) => {
      heard.push(`${context} ${replica} beats`);
      return replica === "a" ? { kind: "WAITING", reason: "others" } : undefined;
    },
    leave: async (context, replica) => void heard.push(`${context} ${replica} leaves`),
    addresses: () => ({ registry: { addresses: ["http://registry:4000"], fallbacks: [] } }),
    sweep: async () => undefined,
  };
  const routes = catalogDoor({
    admissions: new Map([
      ["registry", { key: KEYS.registry, addresses: ["http://registry:4000", "http://second:4000"] }],
      ["shop", { key: KEYS.shop, addresses: ["http://shop:4000"] }],
    ]),
    gatewayKey: KEYS.gateway,
    desk,
    traffic: { record: async (batch) => void reports.push(batch) },
    supergraph: () => ({ documents: [], revocations: [], supergraphSdl: "schema", subgraphs: [] }),
    now: () => NOW,
    onRefused: ({ caller, reason }) => refused.push(`${caller}: ${reason}`),
  });
  const call = async (method: string, path: string, body: string, headers: HttpRequest["headers"]) => {
    const handle = routes[path]?.[method];
    if (handle === undefined) throw new Error(`no route ${method} ${path}`);
    return handle({ method, path, headers, body });
  };
  return { heard, refused, reports, call };
}

async function signed(
  key: Uint8Array,
  from: string,
  to: string,
  body: string,
): Promise<HttpRequest["headers"]> {
  return { authorization: `Bearer ${await issuePeerToken(key, { from, to, body, now: NOW })}` };
}

async function announce(change: object = {}, key = KEYS.registry, from = "context:registry") {
  const door = openDoor();
  const body = JSON.stringify({ ...ANNOUNCEMENT, ...change });
  const reply = await door.call(
    "POST",
    "/registrations",
    body,
    await signed(key, from, "catalog:registrations", body),
  );
  return { ...door, status: reply.status, answer: JSON.parse(reply.body.toString()) as unknown };
}

test("a context registers with its own key, at an address it is allowed", async () => {
  const { status, answer, heard } = await announce();
  expect(status).toBe(200);
  expect(answer).toEqual({ kind: "EFFECTIVE", warnings: [], heartbeatSeconds: 3 });
  expect(heard).toEqual(["registry at http://registry:4000"]);
});

test("what is announced has passed unchanged through the schema of announcements", async () => {
  expect((await announce({ address: "http://second:4000" })).heard).toEqual([
    "registry at http://second:4000",
  ]);
});

test.each([
  ["with the key of another context", KEYS.shop, "context:registry", "registry: BAD_SIGNATURE"],
  ["as another context", KEYS.registry, "context:shop", "shop: BAD_SIGNATURE"],
  ["being another context that is let in", KEYS.shop, "context:shop", "shop: OTHER_CONTEXT"],
  ["with the gateways' key", KEYS.gateway, "gateway", "unknown: UNKNOWN_CALLER"],
])("nobody registers a context %s", async (_how, key, from, reason) => {
  const { status, answer, heard, refused } = await announce({}, key, from);
  expect(status).toBe(401);
  expect(answer).toEqual({ errors: [{ message: "you are not let in" }] });
  expect(heard).toEqual([]);
  expect(refused).toEqual([reason]);
});

test("nobody registers a context that is not admitted, or without a token", async () => {
  const stranger = { ...ANNOUNCEMENT.context, name: "stranger" };
  expect(await announce({ context: stranger }, KEYS.shop, "context:stranger")).toMatchObject({
    status: 401,
    refused: ["stranger: UNKNOWN_CALLER"],
  });
  const { call } = openDoor();
  expect(await call("POST", "/registrations", JSON.stringify(ANNOUNCEMENT), {})).toMatchObject({
    status: 401,
  });
});

test("who is not let in is logged under a name that a context could have, and what is sent is not read", async () => {
  const name = `x\n${"y".repeat(200)}`;
  const stranger = { ...ANNOUNCEMENT.context, name };
  const { refused } = await announce({ context: stranger }, KEYS.shop, `context:${name}`);
  expect(refused).toEqual(["unknown: UNKNOWN_CALLER"]);
  const { call, refused: unsigned } = openDoor();
  await call("POST", "/registrations", JSON.stringify({ context: stranger }), {
    authorization: "Bearer a.b.c",
  });
  expect(unsigned).toEqual(["unknown: UNKNOWN_CALLER"]);
});

test("an announcement that is nested too deeply is refused, and not heard", async () => {
  const [product] = ANNOUNCEMENT.context.products;
  let read: object = { kind: "anyone" };
  for (let depth = 0; depth < 2_000; depth += 1) read = { kind: "allOf", rules: [read] };
  const products = [{ ...product, policy: { ...product?.policy, read } }];
  const { status, answer, heard } = await announce({ context: { ...ANNOUNCEMENT.context, products } });
  expect(status).toBe(422);
  expect(answer).toMatchObject({
    kind: "REFUSED",
    problems: ["the announcement is nested more than 100 deep"],
  });
  expect(heard).toEqual([]);
});

test("a token is good for the announcement it was made for, and no other", async () => {
  const { call, heard } = openDoor();
  const headers = await signed(
    KEYS.registry,
    "context:registry",
    "catalog:registrations",
    JSON.stringify(ANNOUNCEMENT),
  );
  const other = JSON.stringify({ ...ANNOUNCEMENT, address: "http://second:4000" });
  expect(await call("POST", "/registrations", other, headers)).toMatchObject({ status: 401 });
  expect(heard).toEqual([]);
});

test.each(["http://shop:4000", "http://registry:4001", "https://registry:4000", "http://registry.evil:4000"])(
  "a context may not be at %s",
  async (address) => {
    const { status, answer, heard } = await announce({ address });
    expect(status).toBe(403);
    expect(answer).toEqual({ errors: [{ message: `context registry may not be at ${address}` }] });
    expect(heard).toEqual([]);
  },
);

test("what is no announcement is refused, saying why", async () => {
  const { status, answer } = await announce({ sdl: "", more: 1 });
  expect(status).toBe(400);
  expect(JSON.stringify(answer)).toContain("not an announcement");
});

test("a replica says that it is there, that it goes, and is told when it must begin anew", async () => {
  const { call, heard } = openDoor();
  const send = async (path: string, to: string, replica: string) => {
    const body = JSON.stringify({ context: "registry", replica });
    return call("POST", path, body, await signed(KEYS.registry, "context:registry", to, body));
  };
  expect((await send("/registrations/heartbeats", "catalog:heartbeats", "a")).status).toBe(200);
  expect((await send("/registrations/heartbeats", "catalog:heartbeats", "b")).status).toBe(404);
  expect((await send("/registrations/leave", "catalog:leave", "a")).status).toBe(200);
  expect((await send("/registrations/leave", "catalog:heartbeats", "a")).status).toBe(401);
  expect(heard).toEqual(["registry a beats", "registry b beats", "registry a leaves"]);
});

test("gateways get the supergraph and where its subgraphs are, once for as long as it stays the same", async () => {
  const { call } = openDoor();
  const headers = await signed(KEYS.gateway, "gateway", "catalog:supergraph", "");
  const first = await call("GET", "/supergraph", "", headers);
  expect(JSON.parse(first.body.toString())).toEqual({
    documents: [],
    revocations: [],
    supergraphSdl: "schema",
    subgraphs: [],
    addresses: { registry: { addresses: ["http://registry:4000"], fallbacks: [] } },
  });
  const again = await call("GET", "/supergraph", "", {
    ...headers,
    "if-none-match": first.headers?.["etag"] ?? "",
  });
  expect(again).toMatchObject({ status: 304, body: "" });
});

test("contexts get no supergraph, and report no traffic", async () => {
  const { call, reports } = openDoor();
  const headers = await signed(KEYS.registry, "gateway", "catalog:supergraph", "");
  expect((await call("GET", "/supergraph", "", headers)).status).toBe(401);
  const body = JSON.stringify({ source: "g", rows: [] });
  const asContext = await signed(KEYS.registry, "context:registry", "catalog:traffic", body);
  expect((await call("POST", "/traffic", body, asContext)).status).toBe(401);
  expect(reports).toEqual([]);
});

test("gateways report what they have answered", async () => {
  const { call, reports } = openDoor();
  const report = { source: "gateway-1", rows: [] };
  const body = JSON.stringify(report);
  const headers = await signed(KEYS.gateway, "gateway", "catalog:traffic", body);
  expect((await call("POST", "/traffic", body, headers)).status).toBe(200);
  expect(reports).toEqual([report]);
  const wrong = JSON.stringify({ source: "gateway-1" });
  const signedWrong = await signed(KEYS.gateway, "gateway", "catalog:traffic", wrong);
  expect((await call("POST", "/traffic", wrong, signedWrong)).status).toBe(400);
  const signedText = await signed(KEYS.gateway, "gateway", "catalog:traffic", "no JSON");
  expect((await call("POST", "/traffic", "no JSON", signedText)).status).toBe(400);
});
