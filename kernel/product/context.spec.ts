import { context } from "./context.ts";

const declared = (name: string) =>
  context({ name, owner: { team: "tests", contact: "tests@datamesh.example" }, events: [], products: [] });

describe("a context", () => {
  it("has a schema and a log named after it", () => {
    expect(declared("credit-oracle")).toMatchObject({ schema: "credit_oracle", log: "credit_oracle_events" });
  });

  it.each(["datamesh", "public", "information-schema", "pg-catalog", "customers-store"])(
    "is not named %s, whose schema is another's",
    (name) => {
      expect(() => declared(name)).toThrow(`context "${name}" would have a schema that is another's`);
    },
  );

  it("is named in lower-case words", () => {
    expect(() => declared("Credit")).toThrow("must be lower-case words joined by hyphens");
  });
});
