import fc from "fast-check";
import { describe, expect, it } from "@jest/globals";
import { bodyParser } from "./parseBody.ts";

const QUERY = "query One($id: ID!) { customer(id: $id) { id } }";

describe("the parser of bodies", () => {
  it.each([
    `{"query":"{ a }","variables":{"b":1},"query":"{ c }"}`,
    `{"query":"{ a }","variables":{"b":1},"operationName":"c"}`,
    `{"query":"{ a }","variables":{"b":1}} `,
    `{"query":"{ a }","variables": { "b" : [1,{"c":"}"}] } }`,
    `{"query":"{ a }","variables":null}`,
    `{"query":"{ a }","variables":{"__proto__":{"b":1}}}`,
    `{"query":"{ a }","variables":1}`,
  ])("gives what JSON.parse gives, though the start is known: %s", (text) => {
    const parse = bodyParser();
    parse(`{"query":"{ a }","variables":{}}`);
    expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    `{"query":"{ a }","variables":}`,
    `{"query":"{ a }","variables":{"b":1}`,
    `{"query":"{ a }","variables":{}}}`,
    `{"query":"{ a }","variables":{},}`,
    `{"query":"{ a }","variables":`,
  ])("throws what JSON.parse throws: %s", (text) => {
    const parse = bodyParser();
    parse(`{"query":"{ a }","variables":{}}`);
    expect(() => parse(text)).toThrow(SyntaxError);
  });

  it("gives what JSON.parse gives, whatever came before", () => {
    const body = fc.record(
      {
        query: fc.constantFrom(QUERY, `${QUERY} `, "{ a }", ""),
        variables: fc.jsonValue(),
        operationName: fc.string(),
      },
      { requiredKeys: ["query"] },
    );
    const texts = fc.oneof(
      body.map((value) => JSON.stringify(value)),
      body.map((value) => JSON.stringify(value, undefined, 1)),
      fc.jsonValue().map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(fc.array(texts, { minLength: 2 }), (all) => {
        const parse = bodyParser();
        for (const text of all) expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});
