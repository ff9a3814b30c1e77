import { parseBody } from "./parseBody.ts";

test("a body is read as the JSON it is", () => {
  expect(parseBody(`{"data":{"a":[1,null,"x"]}}`)).toEqual({ data: { a: [1, null, "x"] } });
  expect(parseBody(`{"data":{"constructor":"Ferrari","a":"é"}}`)).toEqual({
    data: { constructor: "Ferrari", a: "é" },
  });
});

test("a body that is no JSON is undefined", () => {
  expect(parseBody("<html>")).toBeUndefined();
  expect(parseBody("")).toBeUndefined();
});

test.each([
  `{"a":{"__proto__":{"x":1},"b":2}}`,
  `{"a":{"\\u005f_proto__":{"x":1},"b":2}}`,
  `{"a":{"constructor":{"keys":1},"b":2}}`,
  `{"a":{"toString":{"call":1},"b":2}}`,
])("objects under inherited keys are left out of %s", (body) => {
  expect(JSON.stringify(parseBody(body))).toBe(`{"a":{"b":2}}`);
});
