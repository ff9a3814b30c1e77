import { createHash } from "node:crypto";
import { sealEvents } from "./sealEvents.ts";
import { sealKey, verifyingKey } from "./sealKey.ts";
import { isSignedBy, lineHash, readSealLine, sealLine } from "./sealLine.ts";
import { NOTHING_READ, scanLine, type SealScan } from "./sealScan.ts";

const bytes = (text: string): Buffer => createHash("sha256").update(text).digest();
const key = sealKey(bytes("key"));
const sealedAt = "2026-11-26T00:00:00.000Z";
const context = "models";

const genesis = sealLine(
  {
    seal: 0,
    format: 1,
    context,
    nonce: bytes("nonce").toString("base64url"),
    publicKey: key.publicKey,
    sealedAt,
  },
  key,
);
/** A seal over two events, after this line. */
function sealAfter(previous: string, seal: number, events = "event"): string {
  const hashes = [bytes(`${events} ${seal}`), bytes(`other ${seal}`)];
  const content = { seal, context, ...sealEvents(2 * seal - 1, hashes), sealedAt };
  return sealLine({ ...content, previous: lineHash(previous) }, key);
}
const one = sealAfter(genesis, 1);
const two = sealAfter(one, 2);
const three = sealAfter(two, 3);

const options = {
  context,
  isSigned: (line: string) => isSignedBy(line, verifyingKey(key.publicKey)),
};
const scanned = (...lines: readonly string[]): SealScan =>
  lines.reduce((scan, line) => scanLine(scan, line, options), NOTHING_READ);

describe("reading seals", () => {
  it("follows the chain from its genesis", () => {
    expect(scanned(genesis, one, two)).toMatchObject({ tip: { seal: 2, position: 4 }, passedOver: [] });
    expect(scanned(genesis).tip).toMatchObject({
      seal: 0,
      position: 0,
      genesis: { publicKey: key.publicKey },
    });
  });

  it("goes on over a line that was cut off while it was written", () => {
    expect(scanned(genesis, one, two.slice(0, 40), "", two, three)).toMatchObject({
      tip: { seal: 3, lineNumber: 6 },
      passedOver: [3, 4],
    });
  });

  it("goes on over a seal that another sealer wrote in the same place", () => {
    const sibling = sealAfter(one, 2, "the same, later");
    expect(scanned(genesis, one, two, sibling, three)).toMatchObject({ tip: { seal: 3 }, passedOver: [4] });
    expect(scanned(genesis, one, two, sibling)).toMatchObject({ tip: { seal: 2 }, passedOver: [4] });
  });

  it("does not go on over one that nobody signed who may", () => {
    const sibling = sealAfter(one, 2, "the same, later").replace(/"root":"./, '"root":"-');
    expect(scanned(genesis, one, two, sibling, three).broken).toEqual({
      line: 4,
      reason: "it is seal 2, and seal 3 is missing",
    });
  });

  it.each([
    ["a line is missing", [genesis, two], 2],
    ["the genesis is missing", [one, two], 1],
    ["lines changed places", [genesis, two, one, three], 2],
    [
      "a line was made unreadable, and others follow it",
      [genesis, one.replace('"first"', '"fir t"'), two],
      2,
    ],
    ["a seal follows another line than the one before", [genesis, one, sealAfter(genesis, 2)], 3],
  ])("stops where %s", (_what, lines, line) => {
    expect(scanned(...lines).broken?.line).toBe(line);
  });
});

describe("a line", () => {
  it("reads as what was sealed, in ASCII whatever it says", () => {
    const content = {
      seal: 0,
      format: 1,
      context,
      nonce: key.publicKey,
      publicKey: key.publicKey,
      sealedAt,
    } as const;
    const line = sealLine({ ...content, reason: "nach dem Brand — “Ü”" }, key);
    expect(line).toMatch(/^[ -~]+$/);
    expect(readSealLine(line)).toEqual({ ...content, reason: "nach dem Brand — “Ü”" });
    expect(isSignedBy(line, verifyingKey(key.publicKey))).toBe(true);
  });

  it("is none with members that are unknown, missing, or not of its events", () => {
    const seal = readSealLine(one) as object;
    for (const wrong of [{ extra: 1 }, { root: "x" }, { last: 9 }, { previous: undefined }]) {
      expect(readSealLine(sealLine({ ...seal, ...wrong } as never, key))).toBeUndefined();
    }
    expect(readSealLine("")).toBeUndefined();
    expect(readSealLine("{}")).toBeUndefined();
  });

  it("is signed by the one who signed it, and by nobody else", () => {
    const other = verifyingKey(sealKey(bytes("other")).publicKey);
    expect(isSignedBy(one, other)).toBe(false);
    expect(isSignedBy(one.replace(/.{2}"\}$/, 'AA"}'), verifyingKey(key.publicKey))).toBe(false);
    expect(isSignedBy("{}", other)).toBe(false);
  });
});

describe("a key", () => {
  /** RFC 8032, section 7.1, test 1. */
  it("is Ed25519's, as its specification has it", () => {
    const secret = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
    const { publicKey } = sealKey(secret);
    expect(Buffer.from(publicKey, "base64url").toString("hex")).toBe(
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    );
  });

  it("is 32 bytes, and nothing else", () => {
    expect(() => sealKey(Buffer.alloc(31))).toThrow(TypeError);
    expect(() => verifyingKey("AAAA")).toThrow(TypeError);
    expect(() => verifyingKey(`${key.publicKey}!`)).toThrow(TypeError);
  });
});
