import { createHmac } from "node:crypto";
import fc from "fast-check";
import type { Consumer } from "../policy/consumer.ts";
import { newServiceKey } from "./newServiceKey.ts";
import { serviceSigner } from "./serviceSigner.ts";
import { serviceVerifier, type ServiceVerified } from "./serviceVerifier.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const [OLD, NEW] = [newServiceKey(), newServiceKey()];
const BODY = '{"query":"{ a }"}';
const CONSUMER: Consumer = Object.freeze({
  id: "ada",
  roles: Object.freeze(["analyst"]),
  scopes: Object.freeze([]),
});
const call = { consumer: CONSUMER, body: BODY, now: NOW };
const received = (token: string) => ({ token, body: BODY, now: NOW });

describe("while a key is changed", () => {
  it("the gateway signs with the first, and the subgraph accepts both", () => {
    const verify = serviceVerifier([OLD, NEW], "customers");
    expect(verify(received(serviceSigner([OLD, NEW], "customers")(call)))).toMatchObject({ ok: true });
    expect(verify(received(serviceSigner([NEW, OLD], "customers")(call)))).toMatchObject({ ok: true });
    expect(verify(received(serviceSigner(newServiceKey(), "customers")(call)))).toEqual({
      ok: false,
      reason: "BAD_SIGNATURE",
    });
  });

  it("a key that was taken away opens nothing", () => {
    const token = serviceSigner([OLD, NEW], "customers")(call);
    expect(serviceVerifier([NEW], "customers")(received(token))).toEqual({
      ok: false,
      reason: "BAD_SIGNATURE",
    });
    expect(() => serviceVerifier([], "customers")).toThrow(TypeError);
  });
});

describe("a verifier that has seen a consumer", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((each) => /^[^\p{C}\p{Z}]+$/u.test(each));
  const consumers: fc.Arbitrary<Consumer> = fc.record(
    {
      id: text,
      roles: fc.array(text, { maxLength: 3 }),
      scopes: fc.array(fc.constantFrom("read", "write"), { maxLength: 2 }),
      purpose: text,
      purposes: fc.array(text, { maxLength: 2 }),
      client: text,
      tenant: text,
    },
    { requiredKeys: ["id", "roles", "scopes"] },
  );

  it("answers for every consumer that one, be it seen the first time or again", () => {
    const sign = serviceSigner(NEW, "customers");
    const verify = serviceVerifier(NEW, "customers");
    fc.assert(
      fc.property(consumers, (consumer) => {
        const [first, second] = [sign({ ...call, consumer }), sign({ ...call, consumer })].map((token) =>
          verify(received(token)),
        );
        expect(first).toEqual({ ok: true, consumer });
        expect(second).toEqual(first);
      }),
    );
  });

  it("knows the consumer again as the same value", () => {
    const sign = serviceSigner(NEW, "customers");
    const verify = serviceVerifier(NEW, "customers");
    const seen = [sign(call), sign(call)].map((token) => verify(received(token)));
    expect(consumerOf(seen[0])).toBe(consumerOf(seen[1]));
  });

  it("refuses a token of that consumer in which anything but its bytes is right", () => {
    const sign = serviceSigner(NEW, "customers");
    const verify = serviceVerifier(NEW, "customers");
    const token = sign(call);
    expect(verify(received(token))).toMatchObject({ ok: true });
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      expect(verify(received(changed)).ok).toBe(false);
    }
    expect(verify({ ...received(token), body: `${BODY} ` })).toEqual({ ok: false, reason: "WRONG_BODY" });
    const later = new Date(NOW.getTime() + 36_000);
    expect(verify({ ...received(token), now: later })).toEqual({ ok: false, reason: "EXPIRED" });
    const other = serviceSigner(NEW, "lending")(call);
    expect(verify(received(other))).toEqual({ ok: false, reason: "WRONG_AUDIENCE" });
  });

  it("believes no claim of a call that is repeated behind the consumer's", () => {
    const [header = "", payload = ""] = serviceSigner(NEW, "customers")(call).split(".");
    const claims = Buffer.from(payload, "base64url").toString();
    const respelled = Buffer.from(claims.replace(/\}$/, `,"exp":${NOW.getTime() / 1_000 + 61}}`)).toString(
      "base64url",
    );
    const signed = `${header}.${respelled}`;
    const token = `${signed}.${createHmac("sha256", NEW).update(signed).digest("base64url")}`;
    expect(serviceVerifier(NEW, "customers")(received(token))).toEqual({
      ok: false,
      reason: "LIFE_TOO_LONG",
    });
  });
});

const consumerOf = (verified: ServiceVerified | undefined) => (verified?.ok ? verified.consumer : undefined);
