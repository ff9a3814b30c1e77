import { issueServiceToken } from "./issueServiceToken.ts";
import { issuePeerToken, type PeerCall, peerTokenFault } from "./peerToken.ts";

const key = new Uint8Array(32).fill(1);
const now = new Date("2026-11-23T12:00:00Z");
const call: PeerCall = { from: "context:customers", to: "catalog:registrations", body: "{}", now };
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

test("a token is good for the request it was made for, for half a minute", async () => {
  const token = await issuePeerToken(key, call);
  expect(await peerTokenFault(key, token, call)).toBeUndefined();
  expect(await peerTokenFault(key, token, { ...call, now: later(29) })).toBeUndefined();
  expect(await peerTokenFault(key, token, { ...call, now: later(36) })).toBe("EXPIRED");
});

test.each<[string, Partial<PeerCall>]>([
  ["WRONG_ISSUER", { from: "context:models" }],
  ["WRONG_AUDIENCE", { to: "catalog:leave" }],
  ["WRONG_BODY", { body: "{ }" }],
  ["ISSUED_IN_FUTURE", { now: later(-60) }],
])("and for no other: %s", async (reason, change) => {
  const token = await issuePeerToken(key, call);
  expect(await peerTokenFault(key, token, { ...call, ...change })).toBe(reason);
});

test("a token under another key, of another kind, or none at all is refused", async () => {
  const other = await issuePeerToken(new Uint8Array(32).fill(2), call);
  expect(await peerTokenFault(key, other, call)).toBe("BAD_SIGNATURE");
  const consumer = { id: "ada", roles: [], scopes: [] };
  const service = issueServiceToken({ key, subgraph: "customers", consumer, body: "{}", now });
  expect(await peerTokenFault(key, service, call)).toBe("WRONG_TYPE");
  expect(await peerTokenFault(key, "", call)).toBe("MALFORMED");
});

test("keys have 32 bytes", async () => {
  await expect(issuePeerToken(new Uint8Array(16), call)).rejects.toThrow(TypeError);
});
