import { faultOf } from "./faultOf.ts";

test("a fault is told with all that caused it", () => {
  const fault = faultOf(new TypeError("no plan", { cause: new Error("no rules", { cause: "no file" }) }));
  expect(fault).toMatch(/^TypeError: no plan\n[^]*\ncaused by Error: no rules\n[^]*\ncaused by no file$/);
});

test("causes that lead in a circle end", () => {
  const error = new Error("round");
  error.cause = error;
  expect(faultOf(error).match(/caused by/g)).toHaveLength(5);
});
