import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { derivePassword } from "../database/index.ts";
import { freshSecrets } from "./freshSecrets.ts";
import { writeSecrets } from "./writeSecrets.ts";

/** Bytes that differ at every call. */
function counting() {
  let calls = 0;
  return (bytes: number): Buffer => Buffer.alloc(bytes, (calls += 1));
}

test("each context gets a key to be asked with and one to register with, all of them different", () => {
  const secrets = freshSecrets({ contexts: ["credit-oracle"], random: counting(), rolePrefix: "datamesh" });
  expect(Object.keys(secrets)).toEqual([
    "DATAMESH_GATEWAY_KEY",
    "DATAMESH_SERVICE_KEY_CATALOG",
    "DATAMESH_SEAL_KEY_CATALOG",
    "DATAMESH_SERVICE_KEY_CREDIT_ORACLE",
    "DATAMESH_REGISTRATION_KEY_CREDIT_ORACLE",
    "DATAMESH_SEAL_KEY_CREDIT_ORACLE",
    "DATAMESH_DATABASE_SECRET",
  ]);
  expect(new Set(Object.values(secrets)).size).toBe(7);
  expect(Object.values(secrets).every((secret) => Buffer.from(secret, "base64url").length === 32)).toBe(true);
});

test("the logins to a new database are those that a migration with its secret will make", () => {
  const secrets = freshSecrets({
    contexts: ["models"],
    random: counting(),
    database: "db:5432/mesh",
    rolePrefix: "datamesh",
  });
  expect(secrets["DATABASE_URL"]).toBe(`postgres://postgres:${secrets["POSTGRES_PASSWORD"]}@db:5432/mesh`);
  const role = "datamesh_models_read";
  const password = derivePassword(secrets["DATAMESH_DATABASE_SECRET"] ?? "", role);
  expect(secrets["DATAMESH_URL_MODELS_READ"]).toBe(`postgres://${role}:${password}@db:5432/mesh`);
  expect(Object.keys(secrets).filter((name) => name.startsWith("DATAMESH_URL_"))).toHaveLength(6);
});

test("secrets are written once, to files of their own in a directory nobody else may enter", async () => {
  const home = await mkdtemp(join(tmpdir(), "datamesh-keys-"));
  try {
    const directory = join(home, "secrets");
    await writeSecrets(directory, { DATAMESH_GATEWAY_KEY: "one" });
    expect(await readFile(join(directory, "datamesh_gateway_key"), "utf8")).toBe("one\n");
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    await expect(writeSecrets(directory, { DATAMESH_GATEWAY_KEY: "two" })).rejects.toThrow(
      "is there already",
    );
    expect(await readFile(join(directory, "datamesh_gateway_key"), "utf8")).toBe("one\n");
  } finally {
    await rm(home, { recursive: true });
  }
});
