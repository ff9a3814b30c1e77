import { MeshError } from "@datamesh/kernel";
import { serializeError } from "./serializeError.ts";

test("an error is logged with its code, its stack and all that caused it", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const error = new MeshError(
    "UNAVAILABLE",
    "no store",
    {},
    { cause: new TypeError("lost", { cause: refused }) },
  );
  expect(serializeError(error)).toMatchObject({
    type: "MeshError",
    code: "UNAVAILABLE",
    message: "no store",
    stack: expect.stringContaining("serializeError.spec.ts") as unknown,
    cause: { type: "TypeError", message: "lost", cause: { code: "ECONNREFUSED" } },
  });
});

test("what PostgreSQL says of rows is left out", () => {
  const error = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (email)=(ada@x)" });
  expect(JSON.stringify(serializeError(error))).not.toContain("ada@x");
});

test("causes that lead in a circle end", () => {
  const error = new Error("round");
  error.cause = error;
  expect(JSON.stringify(serializeError(error)).match(/"type":"Error"/g)).toHaveLength(6);
});

test("what is no error stays what it is", () => {
  expect([serializeError("gone"), serializeError(undefined)]).toEqual(["gone", undefined]);
});
