import { rememberTokens } from "./rememberTokens.ts";
import type { RefusalReason } from "./refusalReason.ts";
import type { Verified } from "./verifyAccessToken.ts";

const consumer = { id: "ada", roles: [], scopes: [] };

/** A verifier that counts, on a clock that a test moves; tokens expire 100 s after 1970. */
function counted(verdict: (token: string) => Verified = good, options: { readonly entries?: number } = {}) {
  const verified: string[] = [];
  let time = 0;
  const { verify, forget } = rememberTokens({
    verify: (token) => {
      verified.push(token);
      return Promise.resolve(verdict(token));
    },
    now: () => new Date(time),
    ...options,
  });
  return { verified, verify, forget, at: (milliseconds: number) => void (time = milliseconds) };
}

const good = (): Verified => ({ ok: true, consumer, expiresAt: new Date(100_000) });
const refused = (reason: RefusalReason) => (): Verified => ({ ok: false, reason });

describe("a token that comes again", () => {
  it("is not verified again for half a minute, and then once", async () => {
    const { verify, verified, at } = counted();
    for (const time of [0, 1, 29_999, 30_000, 59_999]) {
      at(time);
      expect(await verify("t")).toMatchObject({ ok: true, consumer });
    }
    expect(verified).toHaveLength(2);
  });

  it("is known without waiting", async () => {
    const { verify } = counted();
    await verify("t");
    expect(verify("t")).toMatchObject({ ok: true });
  });

  it("is verified again from the moment it expires", async () => {
    const { verify, verified, at } = counted();
    at(90_000);
    await verify("t");
    at(99_999);
    await verify("t");
    at(100_000);
    await verify("t");
    expect(verified).toHaveLength(2);
  });

  it("is verified again when the clock was ahead and has been set right, be it good or refused", async () => {
    for (const verdict of [good, refused("EXPIRED")]) {
      const { verify, verified, at } = counted(verdict);
      at(50_000);
      await verify("t");
      at(49_999);
      await verify("t");
      expect(verified).toHaveLength(2);
    }
  });

  it("is verified once however many bring it at the same time", async () => {
    const { verify, verified } = counted();
    await Promise.all([verify("t"), verify("t"), verify("t")]);
    expect(verified).toHaveLength(1);
  });

  it("is verified again when everything was forgotten, also in the midst of it", async () => {
    const { verify, verified, forget } = counted();
    const first = verify("t");
    forget();
    await first;
    await verify("t");
    await verify("t");
    expect(verified).toHaveLength(2);
  });

  it("is told from one that differs in a single character", async () => {
    const { verify, verified } = counted();
    await verify("t");
    await verify("T");
    expect(verified).toEqual(["t", "T"]);
  });

  it("is forgotten first when it was used least recently", async () => {
    const { verify, verified } = counted(good, { entries: 2 });
    for (const token of ["a", "b", "a", "c", "a", "b"]) await verify(token);
    expect(verified).toEqual(["a", "b", "c", "b"]);
  });
});

describe("a token that is refused", () => {
  it("is refused without looking for a second, and no longer", async () => {
    const { verify, verified, at } = counted(refused("BAD_SIGNATURE"));
    for (const time of [0, 999, 1_000]) {
      at(time);
      expect(await verify("t")).toEqual({ ok: false, reason: "BAD_SIGNATURE" });
    }
    expect(verified).toHaveLength(2);
  });

  it.each(["KEYS_UNAVAILABLE", "UNKNOWN_KEY", "NOT_YET_VALID", "ISSUED_IN_FUTURE"] as const)(
    "is looked at each time when that may pass: %s",
    async (reason) => {
      const { verify, verified } = counted(refused(reason));
      await verify("t");
      await verify("t");
      expect(verified).toHaveLength(2);
    },
  );
});
