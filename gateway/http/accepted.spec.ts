import { acceptedReader } from "./accepted.ts";

const read = acceptedReader();
const JSON_TYPE = "application/json";
const RESPONSE = "application/graphql-response+json";

describe("the type of an answer", () => {
  it.each([
    [undefined, JSON_TYPE, false],
    ["", JSON_TYPE, false],
    ["*/*", JSON_TYPE, false],
    ["application/*", JSON_TYPE, false],
    ["text/html, */*;q=0.1", JSON_TYPE, false],
    [JSON_TYPE, JSON_TYPE, true],
    ["Application/JSON; charset=UTF-8", JSON_TYPE, true],
    [RESPONSE, RESPONSE, true],
    [`${RESPONSE}; charset=utf-8`, RESPONSE, true],
    [`${RESPONSE}, ${JSON_TYPE}`, RESPONSE, true],
    [`${JSON_TYPE}, ${RESPONSE}`, JSON_TYPE, true],
    [`${JSON_TYPE};q=0.9, ${RESPONSE}`, RESPONSE, true],
    [`*/*, ${RESPONSE}`, RESPONSE, true],
    [`${JSON_TYPE};q=0, */*`, RESPONSE, false],
  ])("for %j is %s (named: %s)", (accept, type, named) => {
    expect(read(accept)).toEqual({ type, named });
    expect(read(accept)).toEqual({ type, named });
  });

  it.each(["text/html", "application/json;q=0", "application/json; charset=latin1", "nonsense", "*/*;q=0"])(
    "for %j is none",
    (accept) => {
      expect(read(accept)).toBeUndefined();
    },
  );
});
