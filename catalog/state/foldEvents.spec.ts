import type { StoredEvent } from "@datamesh/kernel/log";
import { position } from "@datamesh/kernel/log";
import { memoryCatalog } from "../testing/memoryCatalog.ts";
import { people, sampleContext } from "../testing/samples.ts";
import { foldEvents } from "./foldEvents.ts";

const registry = sampleContext("registry", people());

async function registered() {
  const catalog = memoryCatalog();
  await catalog.register(registry);
  return catalog.state();
}

const stored = (type: string, data: unknown, version = 1): StoredEvent => ({
  position: position(3),
  id: "an-event",
  type,
  version,
  occurredAt: "2026-11-23T12:00:00.000Z",
  recordedAt: "2026-11-23T12:00:00.000Z",
  data,
  metadata: {},
});

describe("an event that cannot be folded", () => {
  const contextRegistered = {
    context: "registry",
    supersedes: null,
    owner: registry.owner,
    sdl: "type Query",
  };

  it.each([
    ["of an unknown type", "SOMETHING_ELSE", {}, "SOMETHING_ELSE is not an event of the catalog"],
    [
      "of a type named like a property of every object",
      "constructor",
      {},
      "constructor is not an event of the catalog",
    ],
    [
      "whose payload does not fit",
      "PRODUCT_RETIRED",
      { context: "registry", supersedes: null, product: "people", major: 0 },
      "data.major: Too small: expected number to be >=1",
    ],
    [
      "that supersedes another than the newest",
      "CONTEXT_REGISTERED",
      contextRegistered,
      "a registration of registry came in between, and it has been repeated since",
    ],
    [
      "about another context's product",
      "PRODUCT_RETIRED",
      { context: "impostor", supersedes: null, product: "people", major: 1 },
      "people@1 is not a product of context impostor",
    ],
    [
      "about a product there is not",
      "PRODUCT_RETIRED",
      { context: "registry", supersedes: null, product: "places", major: 1 },
      "places@1 is not a product of context registry",
    ],
  ])("%s moves the position and nothing else", async (_what, type, data, reason) => {
    const before = await registered();
    const { state, refused } = foldEvents(before, [stored(type, data)]);
    expect(refused.map((each) => each.reason)).toEqual([reason]);
    expect(state).toEqual({ ...before, position: 3 });
  });

  it("of a newer version is refused", async () => {
    const { refused } = foldEvents(await registered(), [stored("CONTEXT_REGISTERED", contextRegistered, 2)]);
    expect(refused[0]?.reason).toBe("CONTEXT_REGISTERED has version 2, readable is version 1");
  });
});

describe("compositions", () => {
  const refusal = stored("SUPERGRAPH_REFUSED", { supersedes: null, problems: ["no"] });

  it("the last good supergraph stays when the next composition fails", async () => {
    const composed = { supersedes: null, supergraphSdl: "schema", subgraphs: [] };
    const { state } = foldEvents(await registered(), [stored("SUPERGRAPH_COMPOSED", composed), refusal]);
    expect(state.compositions).toMatchObject({ lastGood: { supergraphSdl: "schema" }, problems: ["no"] });
  });

  it("are no change of registrations", async () => {
    const before = await registered();
    expect(foldEvents(before, [refusal]).state.registeredUpTo).toBe(before.registeredUpTo);
  });
});
