import { eventDoorOf, newServiceKey, verifyServiceToken } from "@datamesh/kernel/servicetoken";
import { subgraphReach } from "./subgraphReach.ts";

const transport = () => Promise.resolve({ status: 200, body: "{}" });
const call = { consumer: { id: "ada", roles: [], scopes: [] }, body: "{}" };
const OPENED = { ok: true, consumer: call.consumer };

const opened = (token: unknown, serviceKey: Uint8Array, subgraph: string) =>
  verifyServiceToken({ token: String(token), key: serviceKey, subgraph, body: call.body, now: new Date() });

test("a token opens the subgraph, or the door to its log, under the key that is its own by then", () => {
  let serviceKey = newServiceKey();
  const { issueToken } = subgraphReach((name) => (name === "shop" ? { transport, serviceKey } : undefined));
  for (const _key of ["the first", "the next"]) {
    const token = issueToken?.({ subgraph: "shop", ...call });
    expect(opened(token, serviceKey, "shop")).toEqual(OPENED);
    expect(opened(token, serviceKey, eventDoorOf("shop"))).toMatchObject({ reason: "WRONG_AUDIENCE" });
    const forDoor = issueToken?.({ subgraph: "shop", door: "events", ...call });
    expect(opened(forDoor, serviceKey, eventDoorOf("shop"))).toEqual(OPENED);
    serviceKey = newServiceKey();
    expect(opened(token, serviceKey, "shop")).toMatchObject({ reason: "BAD_SIGNATURE" });
  }
  expect(() => issueToken?.({ subgraph: "stock", ...call })).toThrow(TypeError);
});

test("for a subgraph that shares no key there is no token", () => {
  const { issueToken } = subgraphReach(() => ({ transport, serviceKey: undefined }));
  expect(issueToken?.({ subgraph: "shop", ...call })).toBe("");
});
