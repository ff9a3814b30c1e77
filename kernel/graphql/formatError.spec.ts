import { GraphQLError } from "graphql";
import { MeshError } from "../errors.ts";
import { formatError } from "./formatError.ts";

const wrapped = (original: Error): GraphQLError =>
  new GraphQLError(original.message, { originalError: original, path: ["field"] });

describe("an error of an operation", () => {
  it("shows code, message, path and details of the MeshError behind it, but not its cause", () => {
    const error = new MeshError("FORBIDDEN", "no", { product: "p@1" }, { cause: new Error("secret") });
    const shown = formatError(wrapped(wrapped(error)), "r1");
    expect(shown).toEqual({
      message: "no",
      path: ["field"],
      extensions: { code: "FORBIDDEN", product: "p@1" },
    });
  });

  it("cannot be given another code by its details", () => {
    const shown = formatError(wrapped(new MeshError("FORBIDDEN", "no", { code: "NOT_FOUND" })), "r1");
    expect(shown.extensions).toEqual({ code: "FORBIDDEN" });
  });

  it.each([
    ["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"],
    ["GRAPHQL_VALIDATION_FAILED", "GRAPHQL_VALIDATION_FAILED"],
    ["OPERATION_RESOLUTION_FAILURE", "GRAPHQL_VALIDATION_FAILED"],
    ["BAD_REQUEST", "BAD_USER_INPUT"],
    ["BAD_USER_INPUT", "BAD_USER_INPUT"],
  ])("of Apollo Server with code %s has code %s", (code, expected) => {
    const shown = formatError(new GraphQLError("why", { extensions: { code, stacktrace: ["at"] } }), "r1");
    expect(shown).toEqual({ message: "why", extensions: { code: expected } });
  });

  it.each([
    wrapped(new TypeError("cannot read secret of undefined")),
    wrapped(new MeshError("INTERNAL", "secret")),
    new GraphQLError("secret", { extensions: { code: "SOMETHING_ELSE" } }),
    new GraphQLError("Cannot return null for non-nullable field secret"),
  ])("that nobody foresaw is INTERNAL and tells the request id only (%#)", (error) => {
    const { path: _path, ...shown } = formatError(error, "r1");
    expect(shown).toEqual({
      message: "internal error, request r1",
      extensions: { code: "INTERNAL", requestId: "r1" },
    });
  });
});
