import { type Composes, describeContext, registerContext } from "../registration/index.ts";
import { memoryCatalog, NOW } from "../testing/memoryCatalog.ts";
import { people, SAMPLE_SDL, sampleContext } from "../testing/samples.ts";
import { type Announcement, schemaHash } from "./announcement.ts";
import { registrationDesk } from "./registrationDesk.ts";

const OTHER_SDL = "type Query { pong: Boolean }";

/** A replica of the context `registry`, on its own address. */
const replicaOf = (replica: string, sdl = SAMPLE_SDL): Announcement => ({
  context: describeContext(sampleContext("registry", people())),
  sdl,
  address: `http://${replica}:4000`,
  replica,
});

/** A desk on a catalog in memory, and a clock that stands still until it is set. */
function openDesk(catalog = memoryCatalog(), composes: Composes = async () => []) {
  const clock = { milliseconds: 0 };
  const desk = registrationDesk({
    register: (registration) =>
      registerContext(registration, {
        log: catalog.log,
        state: () => catalog.state(),
        now: () => NOW,
        composes,
      }),
    registered: async (name) => {
      const { contexts, products } = await catalog.state();
      const record = contexts.get(name);
      return (
        record &&
        schemaHash({ ...record, products: [...products.values()].map(({ descriptor }) => descriptor) })
      );
    },
    now: () => clock.milliseconds,
  });
  const registeredSdl = async () => (await catalog.state()).contexts.get("registry")?.sdl;
  return { catalog, clock, desk, registeredSdl };
}

test("the first replica of a context registers it", async () => {
  const { desk, registeredSdl } = openDesk();
  expect(await desk.announce(replicaOf("a"))).toEqual({ kind: "EFFECTIVE", warnings: [] });
  expect(await registeredSdl()).toBe(SAMPLE_SDL);
  expect(desk.addresses()).toEqual({ registry: { addresses: ["http://a:4000"], fallbacks: [] } });
});

test("a schema takes effect when every live replica announces it", async () => {
  const { clock, desk, registeredSdl } = openDesk();
  await desk.announce(replicaOf("a"));
  await desk.announce(replicaOf("b"));
  clock.milliseconds = 10_000;
  await desk.beat("registry", "b");
  expect(await desk.announce(replicaOf("a", OTHER_SDL))).toMatchObject({ kind: "WAITING" });
  expect(await registeredSdl()).toBe(SAMPLE_SDL);
  expect(await desk.announce(replicaOf("b", OTHER_SDL))).toMatchObject({ kind: "EFFECTIVE" });
  expect(await registeredSdl()).toBe(OTHER_SDL);
});

test("until then those are asked first that serve what is in effect", async () => {
  const { clock, desk } = openDesk();
  await desk.announce(replicaOf("a"));
  clock.milliseconds = 10_000;
  await desk.announce(replicaOf("b", OTHER_SDL));
  expect(desk.addresses()).toEqual({
    registry: { addresses: ["http://a:4000"], fallbacks: ["http://b:4000"] },
  });
});

test("the last replica that announces otherwise leaves, and the schema of those that stay takes effect", async () => {
  const { clock, desk, registeredSdl } = openDesk();
  await desk.announce(replicaOf("a"));
  clock.milliseconds = 10_000;
  await desk.announce(replicaOf("b", OTHER_SDL));
  await desk.leave("registry", "a");
  expect(await registeredSdl()).toBe(OTHER_SDL);
  expect(desk.addresses()).toEqual({ registry: { addresses: ["http://b:4000"], fallbacks: [] } });
});

test("a replica that is silent for a quarter of a minute is taken for gone", async () => {
  const { clock, desk, registeredSdl } = openDesk();
  await desk.announce(replicaOf("a"));
  clock.milliseconds = 10_000;
  await desk.announce(replicaOf("b", OTHER_SDL));
  clock.milliseconds = 15_001;
  await desk.sweep();
  expect(await registeredSdl()).toBe(OTHER_SDL);
  expect(await desk.beat("registry", "a")).toBeUndefined();
});

test("a replica that says nothing new stays, as long as it says so", async () => {
  const { clock, desk } = openDesk();
  await desk.announce(replicaOf("a"));
  for (const seconds of [10, 20, 30]) {
    clock.milliseconds = seconds * 1_000;
    expect(await desk.beat("registry", "a")).toEqual({ kind: "EFFECTIVE", warnings: [] });
  }
});

test("a catalog that has just started hears all replicas before it believes one of them", async () => {
  const { catalog } = openDesk();
  await registerContext(replicaOf("a"), { log: catalog.log, state: () => catalog.state(), now: () => NOW });
  const { clock, desk, registeredSdl } = openDesk(catalog);
  expect(await desk.announce(replicaOf("b", OTHER_SDL))).toMatchObject({ kind: "WAITING" });
  await desk.announce(replicaOf("a"));
  clock.milliseconds = 7_000;
  expect(await desk.beat("registry", "b")).toMatchObject({ kind: "WAITING" });
  expect(await registeredSdl()).toBe(SAMPLE_SDL);
  await desk.leave("registry", "a");
  expect(await registeredSdl()).toBe(OTHER_SDL);
});

test("what may not be registered is refused with its reasons, and what was before stays", async () => {
  const { clock, desk, registeredSdl } = openDesk();
  await desk.announce(replicaOf("a"));
  clock.milliseconds = 10_000;
  expect(await desk.announce(replicaOf("a", "type Query {"))).toMatchObject({
    kind: "REFUSED",
    problems: [expect.stringContaining("the schema does not parse")],
  });
  expect(await registeredSdl()).toBe(SAMPLE_SDL);
});

test("what does not compose with the others is refused, and nothing of it is recorded", async () => {
  const composes: Composes = async (subgraphs) =>
    subgraphs.some(({ sdl }) => sdl === OTHER_SDL) ? ["Query.pong: no rule"] : [];
  const { catalog, clock, desk, registeredSdl } = openDesk(memoryCatalog(), composes);
  await desk.announce(replicaOf("a"));
  const before = await catalog.events();
  clock.milliseconds = 10_000;
  expect(await desk.announce(replicaOf("a", OTHER_SDL))).toEqual({
    kind: "REFUSED",
    problems: ["Query.pong: no rule"],
  });
  expect(await registeredSdl()).toBe(SAMPLE_SDL);
  expect(await catalog.events()).toEqual(before);
});

test("a schema that is nested too deeply is refused", async () => {
  const deep = `type Query { ping(all: Int = ${"[".repeat(20_000)}${"]".repeat(20_000)}): Boolean }`;
  expect(await openDesk().desk.announce(replicaOf("a", deep))).toMatchObject({ kind: "REFUSED" });
});

test("a context that cannot be looked after does not keep the others from it", async () => {
  let isBroken = false;
  const registered: string[] = [];
  const clock = { milliseconds: 0 };
  const desk = registrationDesk({
    register: async ({ context: { name } }) => {
      if (isBroken && name === "first") throw new Error("the database is away");
      registered.push(name);
      return { ok: true, appended: 1, warnings: [] };
    },
    registered: async () => undefined,
    now: () => clock.milliseconds,
  });
  const contextual = (name: string, replica: string, sdl?: string): Announcement => ({
    ...replicaOf(replica, sdl),
    context: { ...replicaOf(replica).context, name },
  });
  for (const name of ["first", "second"]) await desk.announce(contextual(name, "a"));
  clock.milliseconds = 10_000;
  for (const name of ["first", "second"]) await desk.announce(contextual(name, "b", OTHER_SDL));
  clock.milliseconds = 15_001;
  isBroken = true;
  await expect(desk.sweep()).rejects.toThrow(AggregateError);
  expect(registered).toEqual(["first", "second", "second"]);
});
