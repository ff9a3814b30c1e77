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

  it.each([
    ["beyond the history", "999999", "AS_OF_UNAVAILABLE", 410],
    ["behind what is no position", "abc", "BAD_USER_INPUT", 400],
  ])("is refused %s, with the code of a query", async (_where, after, code, status) => {
    const all = followed().open(transport, CHANGES, { after }).rest();
    if (transport === "ws") expect((await all).map(codes)).toEqual([[code]]);
    else await expect(all).rejects.toMatchObject({ response: { status } });
  });
});
