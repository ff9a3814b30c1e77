import fc from "fast-check";
import { jwtVerify } from "jose";
import type { Consumer } from "../policy/consumer.ts";
import { newServiceKey } from "./newServiceKey.ts";
import { payloadReader } from "./payloadReader.ts";
import { PayloadWriter } from "./payloadWriter.ts";
import { serviceSigner } from "./serviceSigner.ts";
import { bodyDigest } from "./serviceToken.ts";
import { consumerPart, consumerText } from "./tokenText.ts";

const SECOND = 1_763_899_200;
const CONSUMER: Consumer = Object.freeze({
  id: "ada",
  roles: Object.freeze(["a", "é"]),
  scopes: Object.freeze([]),
});
const subgraphs = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });

describe("the payloads of a subgraph's tokens", () => {
  it("are read as they were written, however long the name and however many came before", () => {
    fc.assert(
      fc.property(subgraphs, fc.nat({ max: 120 }), (subgraph, before) => {
        const writer = new PayloadWriter(subgraph);
        const read = payloadReader(subgraph);
        const part = consumerPart(CONSUMER);
        for (let count = 0; count < before; count += 1) writer.write(SECOND, bodyDigest(""), part);
        for (const iat of [SECOND, SECOND + 1, SECOND]) {
          const call = { iat, exp: iat + 30, jti: expect.any(String), body: bodyDigest("{}") };
          const written = writer.write(iat, bodyDigest("{}"), part);
          expect(read(written)).toEqual({ call, consumerText: consumerText(CONSUMER) });
          expect(Buffer.from(written, "base64url").toString("base64url")).toBe(written);
        }
      }),
    );
  });

  it("have ids that no other payload has, be it of another writer", () => {
    const read = payloadReader("customers");
    const writers = [new PayloadWriter("customers"), new PayloadWriter("customers")];
    const ids = writers.flatMap((writer) =>
      Array.from(
        { length: 200 },
        () => read(writer.write(SECOND, bodyDigest(""), consumerPart(CONSUMER)))?.call.jti,
      ),
    );
    expect(new Set(ids).size).toBe(400);
  });

  it("and their tokens are good for any reader of JWS and JWT (RFC 7515, RFC 7519)", async () => {
    const key = newServiceKey();
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
