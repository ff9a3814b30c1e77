import { readerKey } from "./session.ts";
import { SessionStore } from "./sessionStore.ts";

const OFFER = {
  development: { personas: [{ name: "analyst", id: "a", roles: ["analyst"], purposes: [] }] },
  provider: null,
};

/** A store on a gateway that gives tokens `t1`, `t2` … of 60 seconds, at a time that the test moves on. */
function newStore(persona?: string) {
  const items = new Map<string, string>(persona === undefined ? [] : [["datamesh:persona", persona]]);
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  } as unknown as Storage;
  const gateway = { now: 0, given: 0, gives: true, answers: true, told: 0, before: async () => {} };
  const send = (async (url: string) => {
    if (!gateway.answers) throw new TypeError("Failed to fetch");
    if (url === "/session.json") return Response.json(OFFER);
    await gateway.before();
    if (!gateway.gives) return new Response("", { status: 403 });
    gateway.given += 1;
    return Response.json({
      token: `t${gateway.given}`,
      expiresAt: new Date(gateway.now + 60_000).toISOString(),
    });
  }) as typeof fetch;
  const location = { origin: "https://mesh.example", assign: () => undefined };
  const store = new SessionStore({
    send,
    now: () => gateway.now,
    storage,
    tabStorage: storage,
    location,
    close: () => undefined,
    tellOthers: () => void (gateway.told += 1),
  });
  return { store, gateway, items };
}

describe("a session", () => {
  it("begins signed out, and as the persona that was chosen before", async () => {
    const fresh = newStore();
    await fresh.store.open();
    expect(fresh.store.view().session).toEqual({ kind: "signedOut", problem: null });
    const again = newStore("analyst");
    await again.store.open();
    expect(again.store.view().session).toMatchObject({ kind: "signedIn", name: "analyst", by: "persona" });
  });

  it("keeps the name of the persona, and the token nowhere", async () => {
    const { store, items } = newStore();
    await store.open();
    await store.signInAs("analyst");
    expect(await store.token()).toBe("t1");
    expect([...items.values()]).toEqual(["analyst"]);
    expect(JSON.stringify(store.view())).not.toContain("t1");
  });

  it("renews a token quietly before it expires, once for all who wait", async () => {
    const { store, gateway } = newStore("analyst");
    await store.open();
    gateway.now = 29_000;
    expect(await store.token()).toBe("t1");
    gateway.now = 31_000;
    expect(await Promise.all([store.token(), store.token()])).toEqual(["t2", "t2"]);
    expect(store.view().session.kind).toBe("signedIn");
  });

  it("is expired when no other token is given, and goes on with its purpose once there is one", async () => {
    const { store, gateway } = newStore("analyst");
    await store.open();
    store.declarePurpose("reporting");
    gateway.now = 61_000;
    gateway.gives = false;
    await expect(store.token()).rejects.toThrow("The gateway gives no token for analyst (403).");
    expect(store.view().session).toMatchObject({ kind: "expired", name: "analyst" });
    gateway.gives = true;
    await store.signInAgain();
    expect(store.view().session).toMatchObject({ kind: "signedIn", purpose: "reporting" });
    expect(await store.token()).toBe("t2");
  });

  it("is not ended by a gateway that does not answer", async () => {
    const { store, gateway } = newStore("analyst");
    await store.open();
    gateway.now = 61_000;
    gateway.answers = false;
    await expect(store.token()).rejects.toThrow("Failed to fetch");
    expect(store.view().session.kind).toBe("signedIn");
  });

  it("that was pasted is expired once it is refused", async () => {
    const { store } = newStore();
    await store.open();
    store.paste("  Bearer secret ");
    expect(await store.token()).toBe("secret");
    await expect(store.renew()).rejects.toThrow("ended");
    expect(store.view().session).toMatchObject({ kind: "expired", by: "pasted" });
  });

  it("that was left stays left, though a token that was asked for before still comes", async () => {
    const { store, gateway } = newStore("analyst");
    await store.open();
    let come: () => void = () => undefined;
    gateway.before = () => new Promise<void>((resolve) => (come = resolve));
    const wished = store.signInAs("analyst");
    store.signOut();
    come();
    await wished;
    expect(store.view().session.kind).toBe("signedOut");
    expect(gateway.told).toBe(1);
  });

  it("stays whose it was while the gateway is away, and says so", async () => {
    const { store, gateway } = newStore("analyst");
    await store.open();
    gateway.answers = false;
    await store.signInAs("owner");
    expect(store.view()).toMatchObject({
      session: { kind: "signedIn", name: "analyst" },
      problem: "The gateway does not answer. It may be restarting.",
    });
  });

  it("shows one reader's answers to no other: persona and purpose are part of their key", async () => {
    const { store } = newStore("analyst");
    await store.open();
    const before = readerKey(store.view().session);
    store.declarePurpose("reporting");
    expect(readerKey(store.view().session)).not.toBe(before);
    store.signOut();
    expect(readerKey(store.view().session)).toBe("");
  });
});
