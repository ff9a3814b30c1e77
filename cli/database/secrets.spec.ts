import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { derivePassword, openSecrets } from "./secrets.ts";

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "datamesh-secrets-"));
});
afterEach(() => rm(home, { recursive: true }));

test("the secret is made once, of 32 random bytes, readable by its owner only", async () => {
  const directory = join(home, "new/.datamesh");
  const made = await openSecrets(directory);
  expect(Buffer.from(made.databaseSecret, "base64url")).toHaveLength(32);
  expect(await openSecrets(directory)).toEqual(made);
  expect((await stat(join(directory, "secrets.json"))).mode & 0o777).toBe(0o600);
  expect((await openSecrets(join(home, "other"))).databaseSecret).not.toBe(made.databaseSecret);
});

test("all who race to make it get the same, and no draft is left", async () => {
  const opened = await Promise.all(Array.from({ length: 50 }, () => openSecrets(home)));
  expect(new Set(opened.map(({ databaseSecret }) => databaseSecret)).size).toBe(1);
  expect(await readdir(home)).toEqual(["secrets.json"]);
});

test.each([
  ["empty", ""],
  ["cut off", '{ "databaseSecret": "c2VjcmV0'],
  ["not an object", "null"],
  ["without the secret", "{}"],
  ["with a short secret", '{ "databaseSecret": "c2VjcmV0" }'],
])("a file that is %s is refused with what to do, never shown, and left as it is", async (_, content) => {
  const file = join(home, "secrets.json");
  await writeFile(file, content);
  const refused = openSecrets(home);
  await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT", details: { file } });
  await expect(refused).rejects.toThrow(/Put it back from a backup/);
  await expect(refused).rejects.not.toThrow("c2VjcmV0");
  expect(await readFile(file, "utf8")).toBe(content);
});

test("no secret is made beside a database that opens with another", async () => {
  await mkdir(join(home, "postgres"));
  await writeFile(join(home, "postgres", "PG_VERSION"), "18\n");
  const refused = openSecrets(home);
  await expect(refused).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  await expect(refused).rejects.toThrow(/secrets.json is missing. Put it back from a backup/);
  expect(await readdir(home)).toEqual(["postgres"]);
});

test("a role's password is HMAC-SHA256 of the secret and the role, in base64url", () => {
  const password = derivePassword("secret", "customers_read");
  expect(password).toBe("WNJ_NWZAg5lEAQ2eWzzXcxyl4clWwbS3t_s5ymxaNyI");
  expect(derivePassword("secret", "customers_write")).not.toBe(password);
  expect(derivePassword("another", "customers_read")).not.toBe(password);
});
