import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PublishedVersion, release } from "@datamesh/kernel/contract";
import { productRef } from "@datamesh/kernel/product";
import { CONTEXTS, customers } from "../../subgraphs/index.ts";
import { checkProduct, type DeclaredProduct } from "./checkProduct.ts";
import { findMissing } from "./findMissing.ts";
import { reportCheck, reportMissing } from "./reportCheck.ts";
import { selectProducts } from "./selectProducts.ts";
import { writeContract } from "./writeContract.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const TODAY = "2026-11-23";
const NO_TERMS = { approvals: [] };

const [profiles] = selectProducts([customers], ["customer-profiles@1"]) as [DeclaredProduct];
const changed = (changes: object): DeclaredProduct => ({
  ...profiles,
  product: { ...profiles.product, ...changes },
});

describe("the products of this repository", () => {
  it.each(
    selectProducts(CONTEXTS, []).map(
      (each) => [productRef(each.product.name, each.product.major), each] as const,
    ),
  )("%s is declared as it was published", async (_ref, product) => {
    const { check } = await checkProduct(product, { root });
    expect(reportCheck(check)).toMatch(/^ok .*: as published\n$/);
  });

  it("are all that was published", async () => {
    expect(await findMissing(CONTEXTS, { root }, TODAY)).toEqual([]);
  });
});

describe("published contracts", () => {
  let contracts: string;
  beforeEach(async () => (contracts = await mkdtemp(join(tmpdir(), "datamesh-contracts-"))));
  afterEach(() => rm(contracts, { recursive: true }));

  const check = async (product: DeclaredProduct) => (await checkProduct(product, { root, contracts })).check;
  async function publish(product: DeclaredProduct): Promise<{ file: string; version: PublishedVersion }> {
    const checked = await checkProduct(product, { root, contracts });
    const version = release(checked.declared, checked.check, NO_TERMS, `${TODAY}T00:00:00.000Z`);
    return { version, file: await writeContract(checked.directory, version) };
  }

  it("lie by product and version, and are what the next declaration is compared with", async () => {
    expect(reportCheck(await check(profiles))).toBe(
      "ok     customer-profiles@1 1.0.0: the first version\n" +
        "       > not published yet: datamesh publish customer-profiles@1\n",
    );
    const { file } = await publish(profiles);
    expect(file).toBe(join(contracts, "customer-profiles", "1.0.0.json"));
    expect(reportCheck(await check(profiles))).toBe("ok     customer-profiles@1 1.0.0: as published\n");
    expect(reportCheck(await check(changed({ description: "Others." })))).toContain(
      "       ! a patch bump is needed and none declared: declare version 1.0.1\n",
    );
  });

  it("are looked for in a directory that is there, or not at all", async () => {
    const nowhere = { root, contracts: join(contracts, "nowhere") };
    await expect(checkProduct(profiles, nowhere)).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining("is no directory") as string,
    });
    const { file } = await publish(profiles);
    await expect(findMissing([customers], { root, contracts: file }, TODAY)).rejects.toThrow(
      "is no directory",
    );
  });

  it("are never overwritten", async () => {
    const { file, version } = await publish(profiles);
    const before = await readFile(file, "utf8");
    await expect(writeContract(contracts, { ...version, publishedAt: "later" })).rejects.toThrow(
      "is there already, and is never overwritten",
    );
    expect(await readFile(file, "utf8")).toBe(before);
  });

  it("are refused when they were edited", async () => {
    const { file } = await publish(profiles);
    await writeFile(file, (await readFile(file, "utf8")).replace('"7y"', '"1y"'));
    expect((await check(profiles)).problems).toEqual([
      expect.stringContaining("1.0.0.json: it was edited after it was published"),
    ]);
  });

  it("are refused when they were renamed", async () => {
    const { file } = await publish(profiles);
    await rename(file, join(contracts, "customer-profiles", "1.1.0.json"));
    expect((await check(profiles)).problems).toEqual([
      expect.stringContaining("1.1.0.json: it holds customer-profiles 1.0.0: it was moved or renamed"),
    ]);
  });

  it("are missed when their product is no longer declared", async () => {
    await publish(profiles);
    const missing = await findMissing([{ ...customers, products: [] }], { root, contracts }, TODAY);
    expect(missing.map(reportMissing)).toEqual([
      expect.stringMatching(/^FAILED customer-profiles@1 1\.0\.0: not declared\n {7}! it is published/),
    ]);
    expect(await findMissing([customers], { root, contracts }, TODAY)).toEqual([]);
  });

  it("tell of a larger bump than needed, and of what changed code asks for", async () => {
    await publish(profiles);
    expect(reportCheck(await check(changed({ version: "1.1.0" })))).toContain(
      "1.0.0 -> 1.1.0: needs no bump, declares a minor bump, a larger one than needed",
    );
    const from = profiles.product.from.slice(0, 2);
    expect(reportCheck(await check(changed({ version: "1.1.0", from })))).toContain(
      "datamesh publish customer-profiles@1 --correction REASON",
    );
  });
});

describe("naming products", () => {
  it("finds those that are declared, and no other", () => {
    expect(selectProducts(CONTEXTS, []).length).toBeGreaterThan(5);
    expect(() => selectProducts(CONTEXTS, ["customer-profiles@1", "cats@1"])).toThrow(
      /^no product cats@1 is declared; there is .*customer-profiles@1/,
    );
  });

  it("takes a name without a major version for the newest", () => {
    const later = { ...profiles.product, major: 2, version: "2.0.0" };
    const both = { ...customers, products: [later, ...customers.products] };
    expect(selectProducts([both], ["customer-profiles"]).map(({ product }) => product.major)).toEqual([2]);
    expect(selectProducts([both], ["customer-profiles", "customer-profiles@2"])).toHaveLength(1);
  });
});
