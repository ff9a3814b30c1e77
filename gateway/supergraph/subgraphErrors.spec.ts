import { ERROR_CODES } from "@datamesh/kernel";
import { type Speaker, subgraphErrors } from "./subgraphErrors.ts";

const PLAIN = "no such customer";
const OURS_ONLY = ["UNAUTHENTICATED", "GRAPHQL_VALIDATION_FAILED", "INTERNAL"];
const consumerCodes = ERROR_CODES.filter((code) => !OURS_ONLY.includes(code));

const shown = (speaker: Speaker, message: string, code: string, details: object = {}) =>
  subgraphErrors("shop", [{ message, path: ["a"], extensions: { code, ...details } }], speaker)[0];
const internal = {
  message: "something went wrong in context shop",
  path: ["a"],
  extensions: { code: "INTERNAL", context: "shop" },
};

/** Who says what with which code, and the message that a consumer gets. */
const CASES: readonly [Speaker, string, string, string][] = [
  ["CONTEXT", "NOT_FOUND", PLAIN, PLAIN],
  ["CONTEXT", "FORBIDDEN", "connect to db:5432 refused", "context shop answers FORBIDDEN"],
  ["CONTEXT", "NOT_FOUND", "Error\n    at read (/srv/app.ts:1:2)", "context shop answers NOT_FOUND"],
  ["CONTEXT", "INTERNAL", PLAIN, internal.message],
  ["CONTEXT", "UNAUTHENTICATED", PLAIN, internal.message],
  ["CONTEXT", "GRAPHQL_VALIDATION_FAILED", PLAIN, internal.message],
  ["CONTEXT", "DOWNSTREAM_SERVICE_ERROR", PLAIN, internal.message],
  ["ANYBODY", "NOT_FOUND", PLAIN, "subgraph shop answers NOT_FOUND"],
  ["ANYBODY", "FORBIDDEN", "connect to db:5432 refused", "subgraph shop answers FORBIDDEN"],
  ["ANYBODY", "INTERNAL", PLAIN, "something went wrong in subgraph shop"],
  ["ANYBODY", "DOWNSTREAM_SERVICE_ERROR", PLAIN, "something went wrong in subgraph shop"],
];

test.each(CASES)("%s with %s may say %j as %j", (speaker, code, message, expected) => {
  expect(shown(speaker, message, code)?.message).toBe(expected);
});

test.each(consumerCodes)("with %s a context's plain message passes, and nobody else's", (code) => {
  expect(shown("CONTEXT", PLAIN, code)).toEqual({ message: PLAIN, path: ["a"], extensions: { code } });
  expect(shown("ANYBODY", PLAIN, code)?.message).not.toContain(PLAIN);
});

test.each(OURS_ONLY)("what anybody says of the gateway's own request with %s is INTERNAL", (code) => {
  const details = { product: "p@1", stacktrace: ["x"] };
  expect(shown("CONTEXT", PLAIN, code, details)).toEqual(internal);
  expect(shown("ANYBODY", PLAIN, code, details)).toEqual({
    ...internal,
    message: "something went wrong in subgraph shop",
  });
});

test("details of a context pass where they are safe and plain; of anybody else none does", () => {
  const details = { product: "p@1", policy: "at db:5432", field: "name", sql: "select 1" };
  expect(shown("CONTEXT", PLAIN, "FORBIDDEN", details)?.extensions).toEqual({
    code: "FORBIDDEN",
    product: "p@1",
    field: "name",
  });
  expect(shown("ANYBODY", PLAIN, "FORBIDDEN", details)?.extensions).toEqual({
    code: "FORBIDDEN",
    context: "shop",
  });
});
