import { withSecretFiles } from "./secretFiles.ts";

const files: Readonly<Record<string, string>> = { "/run/key": " s3cret\n", "/run/empty": "\n" };
const read = (file: string): string => {
  const text = files[file];
  if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
  return text;
};

test.each([
  "DATABASE_URL",
  "DATAMESH_DIRECT_URL",
  "DATAMESH_DATABASE_SECRET",
  "DATAMESH_GATEWAY_KEY",
  "DATAMESH_URL_CREDIT_ORACLE_READ",
  "DATAMESH_SERVICE_KEY_CUSTOMERS",
  "DATAMESH_REGISTRATION_KEY_CUSTOMERS",
])("%s can be kept in a file", (name) => {
  const { env, problems } = withSecretFiles({ [`${name}_FILE`]: "/run/key" }, read);
  expect(env[name]).toBe("s3cret");
  expect(problems).toEqual([]);
});

test("other settings that end like one are left alone", () => {
  const given = { LOG_FILE: "/run/key", DATAMESH_CONFIG_FILE: "/run/key", DATABASE_URL_FILE: "" };
  expect(withSecretFiles(given, read)).toEqual({ env: given, problems: [] });
});

test("what cannot be read, is empty or given twice is a problem, without the secret in it", () => {
  const { problems } = withSecretFiles(
    {
      DATABASE_URL: "postgres://me:hidden@there/mesh",
      DATABASE_URL_FILE: "/run/key",
      DATAMESH_GATEWAY_KEY_FILE: "/run/absent",
      DATAMESH_DATABASE_SECRET_FILE: "/run/empty",
    },
    read,
  );
  expect(problems).toEqual([
    "DATABASE_URL and DATABASE_URL_FILE are both set: keep one",
    "DATAMESH_GATEWAY_KEY_FILE: /run/absent cannot be read (ENOENT)",
    "DATAMESH_DATABASE_SECRET_FILE: /run/empty is empty",
  ]);
});
