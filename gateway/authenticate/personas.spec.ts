import { PERSONAS, isPersonaName } from "./personas.ts";

describe("a persona", () => {
  it("has a subject of its own, the roles of its kind and, for compliance, purposes to choose from", () => {
    expect(PERSONAS).toEqual({
      analyst: { sub: "analyst@datamesh.example", roles: ["analyst"] },
      frontend: { sub: "frontend@datamesh.example", roles: ["frontend"] },
      owner: { sub: "owner@datamesh.example", roles: ["analyst", "team:customers"] },
      compliance: {
        sub: "compliance@datamesh.example",
        roles: ["compliance"],
        purposes: ["compliance", "reporting"],
      },
    });
  });

  it("is known by its exact name", () => {
    expect(Object.keys(PERSONAS).every(isPersonaName)).toBe(true);
    expect(["admin", "Analyst", "", "constructor", "__proto__", "toString"].filter(isPersonaName)).toEqual(
      [],
    );
  });
});
