import { ERROR_CODES } from "@datamesh/kernel";
import { executionErrors } from "./answerErrors.ts";

const selected = { paths: new Set(["a", "a b", "a b c"]), typeKey: "type_" };
const INTERNAL = {
  message: "something went wrong in the gateway",
  extensions: { code: "INTERNAL", requestId: "r1" },
};

const shown = (
  errors: Parameters<typeof executionErrors>[0],
  gaps: Parameters<typeof executionErrors>[1] = [],
) => executionErrors(errors, gaps, selected, { requestId: "r1", missing: (path) => ({ ...INTERNAL, path }) });

test.each(ERROR_CODES)("an error with code %s is shown as it is", (code) => {
  const error = { message: "m", path: ["a", 0, "b"], extensions: { code, product: "p@1" } };
  expect(shown([error])).toEqual([error]);
});

test.each([
  ["another code", { extensions: { code: "DOWNSTREAM_SERVICE_ERROR", serviceName: "10.0.0.3" } }],
  ["no code", {}],
])("an error with %s is INTERNAL and tells nothing", (_what, rest) => {
  expect(shown([{ message: "at /srv/app.ts", path: ["a"], ...rest }])).toEqual([
    { ...INTERNAL, path: ["a"] },
  ]);
});

test("a path ends at the last field the consumer selected", () => {
  const error = { message: "m", extensions: { code: "NOT_FOUND" } };
  expect(shown([{ ...error, path: ["a", 1, "b", 2, "x", "y"] }])).toEqual([
    { ...error, path: ["a", 1, "b", 2] },
  ]);
  expect(shown([{ ...error, path: ["_e0", 1] }])).toEqual([error]);
});

test("errors that say the same about the same place are one", () => {
  const error = { message: "m", path: ["a"], extensions: { code: "NOT_FOUND" } };
  expect(shown([error, { ...error }, { ...error, path: ["a", "b"] }])).toHaveLength(2);
});

test("a missing value is explained by an error above or below it, and by nothing beside it", () => {
  const at = (...path: readonly string[]) => ({ message: "m", path, extensions: { code: "NOT_FOUND" } });
  expect(shown([at("a")], [["a", "b"]])).toEqual([at("a")]);
  expect(shown([at("a", "b", "c")], [["a", "b"]])).toEqual([at("a", "b", "c")]);
  expect(shown([at("a")], [["a", 3, "b"]])).toEqual([at("a")]);
  expect(shown([at("a", "b")], [["a", 3, "b"]])).toEqual([at("a", "b")]);
  expect(shown([{ ...at(), path: ["a", 2, "b"] }], [["a", 3, "b"]])).toHaveLength(2);
  expect(shown([at("a", "b")], [["z"]])).toEqual([at("a", "b"), { ...INTERNAL, path: ["z"] }]);
});

test("an error about what was not selected is left out where the same is told below", () => {
  const error = { message: "m", extensions: { code: "UNAVAILABLE" } };
  const [hidden, own] = [
    { ...error, path: ["a", "x"] },
    { ...error, path: ["a", "b"] },
  ];
  expect(shown([hidden, own])).toEqual([own]);
  expect(shown([hidden, { ...own, message: "other" }])).toHaveLength(2);
});
