import { withImport, withListed } from "./editSource.ts";

describe("an import", () => {
  const source = `import type { Owner } from "@datamesh/kernel";
import { events, z } from "@datamesh/kernel";
import { b } from "./b.ts";

const rest = 1;
`;

  it("joins the one of the same module, each name once", () => {
    expect(withImport(source, ["event", "z"], "@datamesh/kernel")).toBe(
      source.replace("{ events, z }", "{ event, events, z }"),
    );
  });

  it.each([
    ["./a.ts", 2],
    ["./c.ts", 3],
  ])("of %s stands where its path belongs", (from, line) => {
    const lines = withImport(source, ["x"], from).split("\n");
    expect(lines[line]).toBe(`import { x } from "${from}";`);
    expect(lines.toSpliced(line, 1).join("\n")).toBe(source);
  });

  it("is the first line of a source that has none", () => {
    expect(withImport("const rest = 1;\n", ["x"], "./x.ts")).toBe(
      'import { x } from "./x.ts";\nconst rest = 1;\n',
    );
  });
});

describe("a list of names", () => {
  it.each([
    ["products: [a, b],", "products: [a, b, c],"],
    ["products: [],", "products: [c],"],
    ["products: [\n    a,\n    b,\n  ],", "products: [a, b, c],"],
  ])("%j gets one more", (before, after) => {
    expect(withListed(before, /\bproducts: \[/, "c")).toBe(after);
  });

  it("may be one of exports", () => {
    expect(withListed("x;\nexport { a };\n", /^export \{/m, "b")).toBe("x;\nexport { a, b };\n");
  });

  it.each(["products: [...all],", "products: all,", "products: [a()],", "products: [a], products: [b]"])(
    "is left alone in %j, which has another shape",
    (source) => {
      expect(withListed(source, /\bproducts: \[/, "c")).toBeUndefined();
    },
  );
});
