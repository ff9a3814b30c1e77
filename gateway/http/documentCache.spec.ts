import { buildSchema } from "graphql";
import { DEFAULT_LIMITS } from "../limits/index.ts";
import { documentCache } from "./documentCache.ts";
import { fakeMesh } from "./testing/fakeMesh.ts";
import { logLines } from "./testing/logLines.ts";
import { textChecks } from "./textChecks.ts";

const ada = { id: "ada", roles: [], scopes: [] };
const bob = { id: "bob", roles: [], scopes: [] };
const checks = textChecks(DEFAULT_LIMITS, logLines().log);

/** Checks that count how often a text is looked at. */
function counted() {
  const seen: string[] = [];
  const limitText = (text: string) => {
    seen.push(text);
    return checks.limitText(text);
  };
  return { seen, checks: { ...checks, limitText } };
}

describe("what is found out about a text", () => {
  it.each([
    ["valid", "{ whoami }"],
    ["invalid", "{ nobody }"],
    ["invalid", "{ whoami"],
    ["refused", `{ ${"__typename ".repeat(5_000)} }`],
  ])("that is %s is remembered as long as the mesh is the same", (kind, text) => {
    const { seen, checks: counting } = counted();
    const find = documentCache(counting);
    const [mesh, next] = [fakeMesh(), fakeMesh()];
    const found = find(mesh, ada, text);
    expect(found.kind).toBe(kind);
    expect(find(mesh, bob, text)).toBe(found);
    expect(seen).toHaveLength(1);
    expect(find(next, ada, text)).not.toBe(found);
    expect(seen).toHaveLength(2);
  });

  it("is forgotten when others were used since, by number and by length", () => {
    const { seen, checks: counting } = counted();
    const find = documentCache(counting, { entries: 2, characters: 60 });
    const mesh = fakeMesh();
    const texts = [
      "{ whoami }",
      "{ a: whoami }",
      "{ whoami }",
      "{ b: whoami }",
      "{ whoami }",
      "{ a: whoami }",
    ];
    for (const text of texts) find(mesh, ada, text);
    expect(seen).toEqual(["{ whoami }", "{ a: whoami }", "{ b: whoami }", "{ a: whoami }"]);
    find(mesh, ada, `{ ${"c".repeat(100)}: whoami }`);
    find(mesh, ada, "{ a: whoami }");
    expect(seen).toHaveLength(5);
  });

  it("does not push valid ones out when it is that they are refused", () => {
    const { seen, checks: counting } = counted();
    const find = documentCache(counting, { entries: 2, characters: 10_000 });
    const mesh = fakeMesh();
    find(mesh, ada, "{ whoami }");
    for (let index = 0; index < 10; index++) find(mesh, ada, `{ f${index} }`);
    find(mesh, ada, "{ whoami }");
    expect(seen).toHaveLength(11);
  });

  it("is found out for each view of the schema by itself", () => {
    const mesh = fakeMesh();
    const narrow = buildSchema("type Query { whoami: String }");
    const seenBy = {
      ...mesh,
      visibleSchema: ({ id }: { readonly id: string }) =>
        id === "bob" ? { schema: narrow, key: "narrow" } : { schema: mesh.apiSchema, key: "" },
    };
    const find = documentCache(checks);
    expect(find(seenBy, ada, "{ customer { name } }").kind).toBe("valid");
    expect(find(seenBy, bob, "{ customer { name } }").kind).toBe("invalid");
    const [one, other] = [find(seenBy, ada, "{ whoami }"), find(seenBy, bob, "{ whoami }")];
    expect([one.kind, other.kind]).toEqual(["valid", "valid"]);
    expect(one.kind === "valid" && other.kind === "valid" && one.document === other.document).toBe(false);
  });
});
