import { put } from "../support/cutContexts.ts";
import { CHANGES, codes, positionOf, followedShelf } from "../support/followedShelf.ts";

const followed = followedShelf();

describe.each(["sse", "ws"] as const)("a subscription over %s", (transport) => {
  it("ends with TOKEN_EXPIRED and its position when the token does, also when nothing happens", async () => {
    const token = `short ${transport}`.replace(" ", "-");
    const from = await followed().head();
    const stream = followed().open(transport, CHANGES, { after: from }, token);
    await followed().mesh.append("shelf", put(`u-${transport}`, 1));
    const first = await stream.expectNext();
    followed().gateway.judge(token, "EXPIRED");
    const [last, ...more] = await stream.rest();
    expect(more).toEqual([]);
    expect(codes(last!)).toEqual(["TOKEN_EXPIRED"]);
    expect(last?.errors?.[0]?.extensions["position"]).toBe(positionOf(first));
  });

  it("ends with UNAUTHENTICATED when the token is revoked, and tells nothing that comes after", async () => {
    const token = `revoked-${transport}`;
    const stream = followed().open(transport, CHANGES, { after: await followed().head() }, token);
    await followed().mesh.append("shelf", put("t", 1));
    await stream.expectNext();
    followed().gateway.judge(token, "REVOKED");
    await followed().mesh.append("shelf", put("t", 2));
    const rest = await stream.rest();
    expect(rest.map(codes)).toEqual([["UNAUTHENTICATED"]]);
    expect(rest[0]?.errors?.[0]?.message).toBe("the token has been revoked");
  });

  it("is refused beyond the history, with the code of a query", async () => {
    const [only] = await followed().open(transport, CHANGES, { after: "999999" }).rest();
    expect(codes(only!)).toEqual(["AS_OF_UNAVAILABLE"]);
  });

  it("is refused behind what is no position by its first response, which is the last", async () => {
    const all = await followed().open(transport, CHANGES, { after: "abc" }).rest();
    expect(all.map(codes)).toEqual([["BAD_USER_INPUT"]]);
  });
});
