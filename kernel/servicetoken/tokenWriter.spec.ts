import { createHmac, hash } from "node:crypto";
import fc from "fast-check";
import { jwtVerify } from "jose";
import type { Consumer } from "../policy/consumer.ts";
import { HmacSha256 } from "./hmacSha256.ts";
import { newServiceKey } from "./newServiceKey.ts";
import { payloadReader } from "./payloadReader.ts";
import { serviceSigner } from "./serviceSigner.ts";
import { bodyDigest } from "./serviceToken.ts";
import { consumerPart, consumerText, HEADER_PART } from "./tokenText.ts";
import { TokenWriter } from "./tokenWriter.ts";

const SECOND = 1_763_899_200;
const CONSUMER: Consumer = Object.freeze({
  id: "ada",
  roles: Object.freeze(["a", "é"]),
  scopes: Object.freeze([]),
});
const subgraphs = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });

const sha256 = (body: string): string => hash("sha256", body, "binary");
const key = newServiceKey();
const partOf = (consumer: Consumer): Uint8Array => consumerPart(consumer);

/** What comes between the dots of a token that is signed as `node:crypto` does it. */
function payloadIn(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  expect(header).toBe(HEADER_PART);
  expect(signature).toBe(createHmac("sha256", key).update(`${header}.${payload}`).digest("base64url"));
  return payload;
}

describe("the tokens of a subgraph", () => {
  it("are read as they were written, however long the name and however many came before", () => {
    fc.assert(
      fc.property(subgraphs, fc.nat({ max: 120 }), (subgraph, before) => {
        const writer = new TokenWriter(subgraph, new HmacSha256(key));
        const read = payloadReader(subgraph);
        for (let count = 0; count < before; count += 1) writer.write(SECOND, sha256(""), partOf(CONSUMER));
        for (const iat of [SECOND, SECOND + 1, SECOND]) {
          const call = { iat, exp: iat + 30, jti: expect.any(String), body: bodyDigest("{}") };
          const written = payloadIn(writer.write(iat, sha256("{}"), partOf(CONSUMER)));
          expect(read(written)).toEqual({ call, consumerText: consumerText(CONSUMER) });
          expect(Buffer.from(written, "base64url").toString("base64url")).toBe(written);
        }
      }),
    );
  });

  it("have nothing of those that were written in their place before, for whomever and of what length", () => {
    const consumers = fc.record({
      ...{ id: fc.stringMatching(/^[a-z\u00e9]{1,9}$/), scopes: fc.constant([]) },
      roles: fc.array(fc.stringMatching(/^[a-z]{1,128}$/), { maxLength: 40 }),
    });
    const call = fc.record({ consumer: consumers, body: fc.string(), later: fc.boolean() });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 20 }), (calls) => {
        const writer = new TokenWriter("customers", new HmacSha256(key));
        const read = payloadReader("customers");
        let iat = SECOND;
        for (const { consumer, body, later } of calls) {
          if (later) iat += 1;
          const found = read(payloadIn(writer.write(iat, sha256(body), partOf(consumer))));
          expect(found?.consumerText).toBe(consumerText(consumer));
          expect(found?.call).toMatchObject({ iat, exp: iat + 30, body: bodyDigest(body) });
        }
      }),
    );
  });

  it("have ids that no other token has, be it of another writer", () => {
    const read = payloadReader("customers");
    const writers = [1, 2].map(() => new TokenWriter("customers", new HmacSha256(key)));
    const ids = writers.flatMap((writer) =>
      Array.from(
        { length: 1_200 },
        () => read(payloadIn(writer.write(SECOND, sha256(""), partOf(CONSUMER))))?.call.jti,
      ),
    );
    expect(new Set(ids).size).toBe(2_400);
  });

  it("are good for any reader of JWS and JWT (RFC 7515, RFC 7519)", async () => {
    const sign = serviceSigner(key, "kunden-é");
    const now = new Date(SECOND * 1_000);
    for (const body of ["{}", "[]"]) {
      const token = sign({ consumer: CONSUMER, body, now });
      const { payload } = await jwtVerify(token, key, {
        ...{ algorithms: ["HS256"], typ: "datamesh-service+jwt", issuer: "urn:datamesh:gateway" },
        ...{ audience: "urn:datamesh:subgraph:kunden-é", currentDate: now },
      });
      expect(payload).toMatchObject({ sub: "ada", roles: ["a", "é"], body: bodyDigest(body) });
    }
  });
});
