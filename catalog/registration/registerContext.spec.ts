import { anyone, type Context, nobody } from "@datamesh/kernel";
import type { StoredEvent } from "@datamesh/kernel/log";
import { memoryCatalog, NOW } from "../testing/memoryCatalog.ts";
import { people, SAMPLE_SDL, sampleContext, visits } from "../testing/samples.ts";
import { registerContext, type RegistrationDependencies } from "./registerContext.ts";
import { describeContext } from "./registration.ts";

const registry = sampleContext("registry", people());
const typesOf = (events: readonly StoredEvent[]): readonly string[] => events.map(({ type }) => type);

describe("registering a context", () => {
  it("records the context and each of its contracts", async () => {
    const catalog = memoryCatalog();
    expect(await catalog.register(registry)).toEqual({ ok: true, appended: 2, warnings: [] });
    expect(typesOf(await catalog.events())).toEqual(["CONTEXT_REGISTERED", "CONTRACT_PUBLISHED"]);
    expect((await catalog.state()).products.get("people@1")).toMatchObject({
      status: "ACTIVE",
      descriptor: { name: "people", context: "registry", graphql: { type: "PersonV1" } },
    });
  });

  it("records nothing when nothing changed", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    expect(await catalog.register(registry)).toEqual({ ok: true, appended: 0, warnings: [] });
  });

  it("records only that the schema changed", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    await catalog.register(registry, "type Query { pong: Boolean }");
    expect(typesOf(await catalog.events()).slice(2)).toEqual(["CONTEXT_REGISTERED"]);
    expect((await catalog.state()).contexts.get("registry")?.sdl).toBe("type Query { pong: Boolean }");
  });

  it("records only that the policy changed, masks and rules of fields included", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    const before = (await catalog.state()).products.get("people@1")?.descriptor;
    const stricter = people({ policy: { unmask: nobody } });
    const { fullName, ...others } = stricter.fields;
    const masked = { ...stricter, fields: { ...others, fullName: fullName!.personal({ mask: "redacted" }) } };
    const restricted = {
      ...masked,
      fields: { ...masked.fields, country: stricter.fields["country"]!.readableBy(anyone) },
    };
    const fields = {
      personId: others["personId"]!,
      fullName: restricted.fields.fullName,
      country: restricted.fields.country,
    };
    await catalog.register(sampleContext("registry", { ...restricted, fields }));
    expect(typesOf(await catalog.events()).slice(2)).toEqual(["POLICY_CHANGED"]);
    const after = (await catalog.state()).products.get("people@1")?.descriptor;
    expect(after?.policy.unmask).toEqual(nobody);
    expect(after?.fields.map(({ mask, read }) => ({ mask, read }))).toEqual([
      { mask: undefined, read: undefined },
      { mask: "redacted", read: undefined },
      { mask: undefined, read: anyone },
    ]);
    expect({ ...after, policy: undefined, fields: undefined }).toEqual({
      ...before,
      policy: undefined,
      fields: undefined,
    });
  });

  it("records a whole contract when more than its policy changed", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    const changed = people({ policy: { unmask: nobody }, description: "Everybody." });
    await catalog.register(sampleContext("registry", changed));
    expect(typesOf(await catalog.events()).slice(2)).toEqual(["CONTRACT_PUBLISHED"]);
  });

  it("a product that is no longer declared is retired, and comes back when it is again", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    await catalog.register(sampleContext("registry"));
    expect((await catalog.state()).products.get("people@1")?.status).toBe("RETIRED");
    expect(await catalog.register(sampleContext("registry"))).toMatchObject({ appended: 0 });
    await catalog.register(registry);
    expect((await catalog.state()).products.get("people@1")?.status).toBe("ACTIVE");
    expect(typesOf(await catalog.events()).slice(2)).toEqual(["PRODUCT_RETIRED", "CONTRACT_PUBLISHED"]);
  });

  it("a change back to what was before is recorded again", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    await catalog.register(sampleContext("registry", people({ description: "Everybody." })));
    await catalog.register(registry);
    expect((await catalog.state()).products.get("people@1")?.descriptor.description).toBe("Who there is.");
    expect(await catalog.events()).toHaveLength(4);
  });

  it("an upstream that nobody serves yet is a warning", async () => {
    const outcome = await memoryCatalog().register(sampleContext("reception", visits()));
    expect(outcome).toMatchObject({
      ok: true,
      appended: 2,
      warnings: ["visits@1 joins people@1, which no context serves yet"],
    });
  });

  it("refuses a product of another context and records nothing of the registration", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    const outcome = await catalog.register(sampleContext("impostor", people()));
    expect(outcome).toEqual({ ok: false, problems: ["product people belongs to context registry"] });
    expect((await catalog.state()).contexts.has("impostor")).toBe(false);
  });
});

describe("registering at once", () => {
  /** Dependencies that read the state as it was before the other registration. */
  async function stale(catalog: ReturnType<typeof memoryCatalog>): Promise<RegistrationDependencies> {
    const before = await catalog.state();
    let reads = 0;
    const state = async () => {
      reads += 1;
      return reads === 1 ? before : catalog.state();
    };
    return { log: catalog.log, state, now: () => new Date(NOW.getTime() + 1) };
  }
  const register = (context: Context, dependencies: RegistrationDependencies) =>
    registerContext({ context: describeContext(context), sdl: SAMPLE_SDL }, dependencies);

  it("two replicas with the same declarations record them once", async () => {
    const catalog = memoryCatalog();
    const other = await stale(catalog);
    await catalog.register(registry);
    expect(await register(registry, other)).toMatchObject({ ok: true, appended: 0 });
    expect(await catalog.events()).toHaveLength(2);
    expect(await catalog.refused()).toEqual([]);
  });

  it("of two versions the one that comes last holds as a whole", async () => {
    const catalog = memoryCatalog();
    await catalog.register(registry);
    const other = await stale(catalog);
    // The first changes the policy, the second the schema alone: together they would be neither version.
    await catalog.register(sampleContext("registry", people({ policy: { unmask: nobody } })));
    await registerContext({ context: describeContext(registry), sdl: "type Query { pong: Boolean }" }, other);
    const { contexts, products } = await catalog.state();
    expect(contexts.get("registry")?.sdl).toBe("type Query { pong: Boolean }");
    expect(products.get("people@1")?.descriptor.policy.unmask).toEqual(anyone);
    expect((await catalog.refused()).map(({ reason }) => reason)).toEqual([
      "a registration of registry came in between, and it has been repeated since",
    ]);
  });

  it("of two contexts that claim a name the first has it and the second is told", async () => {
    const catalog = memoryCatalog();
    await register(sampleContext("impostor"), await stale(catalog));
    const other = await stale(catalog);
    await catalog.register(registry);
    expect(await register(sampleContext("impostor", people()), other)).toEqual({
      ok: false,
      problems: ["product people belongs to context registry"],
    });
    expect((await catalog.state()).products.get("people@1")?.descriptor.context).toBe("registry");
  });
});
