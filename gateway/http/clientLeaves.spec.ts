import { once } from "node:events";
import type { Answer, Mesh } from "../types.ts";
import { closing } from "./testing/closing.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { openGateway } from "./testing/openGateway.ts";

const { keep, stopAll } = closing();
afterEach(stopAll);

const nothing: Answer = { data: {}, errors: [], withheld: [], accesses: [] };

/** A mesh that answers a request once its signal is aborted, and when it looks at the signal. */
function waitingMesh(look: "at once" | "later") {
  const begun = Promise.withResolvers<void>();
  const answer: Mesh["answer"] = async (_operation, context) => {
    begun.resolve();
    if (look === "later") await left.promise;
    const { signal } = context;
    if (signal && !signal.aborted) await once(signal, "abort");
    aborted.resolve();
    return nothing;
  };
  const aborted = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  return { mesh: fakeMesh({ answer }), begun: begun.promise, aborted: aborted.promise, leave: left.resolve };
}

describe("a client that leaves before it is answered", () => {
  it.each(["at once", "later"] as const)("is told to the mesh, which looks %s", async (look) => {
    const { mesh, begun, aborted, leave } = waitingMesh(look);
    const { url, until } = await keep(openGateway({ mesh }));
    const leaving = new AbortController();
    const asked = fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer valid-token" },
      body: JSON.stringify({ query: "{ whoami }" }),
      signal: leaving.signal,
    });
    await begun;
    leaving.abort();
    await expect(asked).rejects.toThrow("abort");
    await until(({ cutOff }) => cutOff === true);
    leave();
    await expect(aborted).resolves.toBeUndefined();
  });

  it("is none that has been answered", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const answer: Mesh["answer"] = (_operation, { signal }) => {
      signals.push(signal);
      return Promise.resolve(nothing);
    };
    const { post, until } = await keep(openGateway({ mesh: fakeMesh({ answer }) }));
    await post({ query: "{ whoami }" });
    await until(({ msg }) => msg === "request");
    expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
  });

  it("leaves those alone that ask over other connections", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const answer: Mesh["answer"] = (_operation, { signal }) => {
      signals.push(signal);
      return Promise.resolve(nothing);
    };
    const { post, until } = await keep(openGateway({ mesh: fakeMesh({ answer }) }));
    await Promise.all([
      post({ query: "{ whoami }" }, { connection: "close" }),
      post({ query: "{ whoami }" }),
    ]);
    await until(({ msg }) => msg === "request");
    expect(new Set(signals).size).toBe(2);
  });
});
