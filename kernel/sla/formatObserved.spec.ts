import { formatObserved } from "./formatObserved.ts";

it.each([
  [0, "0ms"],
  [0.0004, "0.4ms"],
  [0.0042, "4.2ms"],
  [0.042, "42ms"],
  [1.5, "1.5s"],
  [42, "42s"],
  [90, "1.5m"],
  [7_200, "2h"],
  [864_000, "10d"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatObserved("freshness", seconds)).toBe(text);
});

it.each([
  [1, "100%"],
  [0.9995, "99.95%"],
  [0.995, "99.5%"],
  [0.999999, "99.9999%"],
  [0.99999999, "99.999999%"],
  [0.5, "50%"],
  [0, "0%"],
])("a share of %d is %s", (share, text) => {
  expect(formatObserved("availability", share)).toBe(text);
});

it("a share that is not whole is never 100%", () => {
  expect(formatObserved("completeness", 1 - 1e-12)).not.toBe("100%");
});
