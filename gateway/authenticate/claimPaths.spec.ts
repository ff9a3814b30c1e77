import { claimsByPath } from "./claimPaths.ts";
import type { ClaimPaths } from "./claimPaths.ts";
import { STANDARD_CLAIMS } from "./presets.ts";

const found = (claims: Record<string, unknown>, paths: Partial<ClaimPaths> = {}) =>
  claimsByPath(claims, { ...STANDARD_CLAIMS, ...paths });

describe("claims found by path", () => {
  it("bear the names of RFC 9068, and what stands nowhere is left out but for the roles", () => {
    expect(found({ sub: "ada", unknown: 1 })).toEqual({ sub: "ada", roles: [] });
  });

  it("are the first that is there where one is wanted, null counting as nowhere", () => {
    const consumer = [["uid"], ["oid"], ["sub"]];
    expect(found({ uid: null, oid: "o-1", sub: "ada" }, { consumer })).toMatchObject({ sub: "o-1" });
  });

  it("lie inside others, and no path leads through a text, a list or what objects inherit", () => {
    const tenant = (path: readonly string[]) =>
      found({ org: { "a.b": { id: "eu" } }, name: "ada", list: ["x"] }, { tenant: [path] }).tenant;
    expect(tenant(["org", "a.b", "id"])).toBe("eu");
    for (const path of [
      ["name", "length"],
      ["list", "0"],
      ["constructor", "name"],
      ["org", "toString"],
    ]) {
      expect(tenant(path)).toBeUndefined();
    }
  });

  it("are gathered from everywhere where several are wanted, each once", () => {
    const paths = { roles: [["realm", "roles"], ["groups"], ["role"]], purposes: [["purposes"], ["why"]] };
    const claims = { realm: { roles: ["a", "b"] }, groups: ["b", "c"], role: "d", why: "reporting" };
    expect(found(claims, paths)).toMatchObject({ roles: ["a", "b", "c", "d"], purposes: ["reporting"] });
  });

  it.each([
    [{ scope: "read write" }, "read write"],
    [{ scp: ["read", "write"] }, "read write"],
    [{ scope: "", scp: ["read"] }, "read"],
    [{ scope: "read", scp: ["read"] }, "read"],
    [{ scope: "" }, ""],
    [{ scp: [] }, ""],
  ])("make one text of scopes however they are written: %j", (claims, scope) => {
    expect(found(claims).scope).toBe(scope);
  });

  it.each([[["read write"]], [["read", 1]], [[""]], [{ read: true }], [7]])(
    "hand on what cannot be scopes as it is, to be refused: %j",
    (scp) => {
      expect(found({ scp }).scope).toEqual(scp);
    },
  );
});
