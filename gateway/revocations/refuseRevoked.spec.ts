import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Verified } from "../authenticate/index.ts";
import { followRevocations, refuseRevoked, revocationFile, revocationList } from "./index.ts";

const ada = { id: "ada", roles: [], scopes: [] };
const good: Verified = { ok: true, consumer: ada, expiresAt: new Date(100_000), tokenId: "t1" };
const revoked = { ok: false, reason: "REVOKED" };

/** A verifier of one token on a clock that a test moves. */
function verifier(verified: Verified | Promise<Verified> = good) {
  const list = revocationList();
  let time = 0;
  const verify = refuseRevoked(
    () => verified,
    list,
    () => new Date(time),
  );
  return { list, verify, at: (milliseconds: number) => void (time = milliseconds) };
}

describe("a token that is revoked", () => {
  it.each([
    ["its own id", { claim: "jti", value: "t1" }],
    ["its consumer", { claim: "sub", value: "ada" }],
  ] as const)("by %s is refused from then on, however well it is known", async (_, by) => {
    const { list, verify } = verifier();
    expect(verify("t")).toEqual(good);
    list.replace([{ ...by, until: null }]);
    expect(verify("t")).toEqual(revoked);
    expect(await verifier(Promise.resolve(good)).verify("t")).toEqual(good);
    list.replace([]);
    expect(verify("t")).toEqual(good);
  });

  it("is refused as well when it has to be verified first", async () => {
    const { list, verify } = verifier(Promise.resolve(good));
    list.replace([{ claim: "sub", value: "ada", until: null }]);
    expect(await verify("t")).toEqual(revoked);
  });

  it("until a time is accepted again from then on", () => {
    const { list, verify, at } = verifier();
    list.replace([{ claim: "sub", value: "ada", until: "1970-01-01T00:00:10.000Z" }]);
    at(9_999);
    expect(verify("t")).toEqual(revoked);
    at(10_000);
    expect(verify("t")).toEqual(good);
  });

  it("is not another's: an id is no consumer, and a token without an id is only revoked by its consumer", () => {
    const { list, verify } = verifier();
    list.replace([
      { claim: "jti", value: "ada", until: null },
      { claim: "sub", value: "t1", until: null },
      { claim: "jti", value: "t2", until: null },
    ]);
    expect(verify("t")).toEqual(good);
    const { tokenId: _, ...without } = good;
    const anonymous = verifier(without);
    anonymous.list.replace([{ claim: "jti", value: "", until: null }]);
    expect(anonymous.verify("t")).toEqual(without);
  });
});

describe("revocations in a file", () => {
  it("are read when they change, and what is no list of them is refused", async () => {
    const directory = await mkdtemp(join(tmpdir(), "datamesh-revocations-"));
    const path = join(directory, "revocations.json");
    try {
      const read = revocationFile(path);
      expect(await read()).toEqual([]);
      expect(await read()).toBeUndefined();
      const revocations = [{ claim: "sub", value: "ada", until: null }];
      await writeFile(path, JSON.stringify(revocations));
      expect(await read()).toEqual(revocations);
      expect(await read()).toBeUndefined();
      await writeFile(path, '[{"claim":"aud"}]');
      await expect(read()).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it("stay in force when the file is lost, until there is another", async () => {
    const directory = await mkdtemp(join(tmpdir(), "datamesh-revocations-"));
    const path = join(directory, "revocations.json");
    const list = revocationList();
    const failures: unknown[] = [];
    const [failed, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await writeFile(path, JSON.stringify([{ claim: "sub", value: "ada", until: null, reason: "left" }]));
    const following = await followRevocations({
      read: revocationFile(path),
      list,
      pollMs: 1,
      onFailure: (error) => failed.resolve(void failures.push(error)),
      onRead: () => failures.length > 0 && read.resolve(),
    });
    try {
      await rm(path);
      await failed.promise;
      expect(failures[0]).toMatchObject({ code: "NOT_FOUND" });
      expect(list.revokes("ada", undefined, 0)).toBe(true);
      await writeFile(`${path}.new`, "[]");
      await rename(`${path}.new`, path);
      await read.promise;
      expect(list.revokes("ada", undefined, 0)).toBe(false);
    } finally {
      await following.stop();
      await rm(directory, { recursive: true });
    }
  });
});
