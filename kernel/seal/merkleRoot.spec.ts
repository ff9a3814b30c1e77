import { createHash } from "node:crypto";
import { merkleRoot } from "./merkleRoot.ts";

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash("sha256").update(Buffer.concat(parts)).digest();
const leaf = (data: string): Buffer => sha256(Buffer.from([0]), Buffer.from(data, "hex"));
const node = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.from([1]), left, right);

/** The inputs and the root that implementations of Certificate Transparency test themselves with. */
const INPUTS = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

describe("the root of a Merkle tree", () => {
  it.each(ROOTS.map((root, index) => [index + 1, root] as const))(
    "over %s leaves is that of RFC 9162's reference inputs",
    (count, root) => {
      expect(merkleRoot(INPUTS.slice(0, count).map(leaf)).toString("hex")).toBe(root);
    },
  );

  it("splits at the largest power of two below the number of leaves", () => {
    const leaves = ["aa", "bb", "cc", "dd", "ee"].map(leaf);
    const [a, b, c, d, e] = leaves as [Buffer, Buffer, Buffer, Buffer, Buffer];
    expect(merkleRoot(leaves)).toEqual(node(node(node(a, b), node(c, d)), e));
  });

  it("is another for leaves in another order, and for one that is repeated", () => {
    const [a, b] = [leaf("aa"), leaf("bb")];
    const roots = [[a], [a, b], [b, a], [a, b, b], [a, b, b, b]].map((leaves) =>
      merkleRoot(leaves).toString("hex"),
    );
    expect(new Set(roots).size).toBe(roots.length);
  });

  it("needs a leaf", () => {
    expect(() => merkleRoot([])).toThrow(TypeError);
  });
});
