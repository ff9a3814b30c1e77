import { denials } from "./denials.ts";

const refused = (message: string, ...path: readonly (string | number)[]) => ({
  message,
  path,
  extensions: { code: "FORBIDDEN", product: "loan-officers@1", policy: "team lending" },
});

describe("denials", () => {
  test("name product and policy, and say the same only once", () => {
    const { denied } = denials([
      refused("ask lending", "officers", "nodes", 0, "id"),
      refused("ask lending", "more"),
    ]);
    expect(denied).toEqual([
      {
        message: "ask lending",
        product: "loan-officers@1",
        policy: "team lending",
        places: ["officers.nodes.id", "more"],
      },
    ]);
  });

  test("are apart from other errors", () => {
    const other = { message: "no such field", extensions: { code: "GRAPHQL_VALIDATION_FAILED" } };
    const { denied, others } = denials([other, refused("ask lending", "officers")]);
    expect(denied).toHaveLength(1);
    expect(others).toEqual([other]);
  });
});
