import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { auditedProducts, AUDITS, checkDeclared } from "@datamesh/kernel/conformance";
import type { Context } from "@datamesh/kernel/product";
import { check as isFormatted } from "prettier";
import { checkProduct } from "../contracts/checkProduct.ts";
import { selectProducts } from "../contracts/selectProducts.ts";
import { carryOut } from "./carryOut.ts";
import { formatterOf } from "./formatter.ts";
import { planContext } from "./planContext.ts";
import { planProduct } from "./planProduct.ts";
import type { ScaffoldPlan } from "./plan.ts";
import { contextWords, productWords } from "./words.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const CONTEXTS = `import type { Context } from "@datamesh/kernel";
import { a } from "./a/index.ts";

export { a };

export const CONTEXTS: readonly Context[] = Object.freeze([a]);
`;
const A = `export const a = { name: "a", products: [] };\n`;

describe("a context and a product that were made", () => {
  let root: string;
  let contexts: readonly Context[];
  const files: string[] = [];

  const carry = async (plan: Omit<ScaffoldPlan, "next">): Promise<void> => {
    const format = await formatterOf(REPOSITORY);
    const { created, changed, byHand } = await carryOut(plan, { root, dryRun: false, format });
    expect(byHand).toEqual([]);
    files.push(...created, ...changed);
  };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "datamesh-scaffolded-"));
    await mkdir(join(root, "subgraphs/a"), { recursive: true });
    await writeFile(join(root, "subgraphs/a/index.ts"), A);
    await writeFile(join(root, "subgraphs/index.ts"), CONTEXTS);
    await symlink(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
    const first = productWords("exceptionally-well-kept-archive-boxes");
    await carry(planContext(contextWords("archives", first), first));
    const owner = { identifier: "archivesTeam", team: "archives", contact: "archives@datamesh.example" };
    await carry(
      planProduct(productWords("readers"), { folder: "subgraphs/archives", owner, runner: "jest" }),
    );
    ({ CONTEXTS: contexts } = (await import(join(root, "subgraphs/index.ts"))) as {
      CONTEXTS: readonly Context[];
    });
  });
  afterAll(() => rm(root, { recursive: true }));

  it("are in the list of contexts, and in the list of products", () => {
    expect(contexts.map(({ name }) => name)).toEqual(["a", "archives"]);
    expect(contexts[1]?.products.map(({ name, version }) => `${name} ${version}`)).toEqual([
      "exceptionally-well-kept-archive-boxes 1.0.0",
      "readers 1.0.0",
    ]);
  });

  it("pass every conformance audit", () => {
    const checks = checkDeclared(AUDITS, auditedProducts(contexts));
    expect(checks.length).toBeGreaterThan(10);
    expect(checks.filter(({ result }) => result !== "pass")).toEqual([]);
  });

  it("may be published", async () => {
    for (const product of selectProducts(contexts, [])) {
      expect((await checkProduct(product, { root })).check).toMatchObject({
        problems: [],
        comparedWith: null,
      });
    }
  });

  it("are laid out as the repository is, however long the names", async () => {
    expect(new Set(files).size).toBe(8);
    for (const file of new Set(files)) {
      const source = await readFile(join(root, file), "utf8");
      expect([file, await isFormatted(source, { filepath: file, printWidth: 110 })]).toEqual([file, true]);
    }
  });
});
