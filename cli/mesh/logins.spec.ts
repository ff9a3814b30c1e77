import { contextSetting, dutySetting, loginsFrom, past } from "./logins.ts";

const mesh = {
  url: "postgres://admin:secret@db:5432/mesh",
  prefix: "dm",
  passwordFor: (role: string) => `of-${role}`,
};

test("settings are named after contexts and duties", () => {
  expect(contextSetting("credit-oracle")).toBe("CREDIT_ORACLE");
  expect(dutySetting("credit-oracle", "read")).toBe("DATAMESH_URL_CREDIT_ORACLE_READ");
});

test("a login that is given whole comes before the one that could be derived", () => {
  const logins = loginsFrom({ dutyUrls: { DATAMESH_URL_CUSTOMERS_READ: "postgres://r:p@near/mesh" }, mesh });
  expect(logins.urlOf("customers", "read")).toBe("postgres://r:p@near/mesh");
  expect(logins.urlOf("customers", "append")).toBe(
    "postgres://dm_customers_append:of-dm_customers_append@db:5432/mesh",
  );
});

test("a process without an administrator has the logins it was given, and no other", () => {
  const logins = loginsFrom({ dutyUrls: { DATAMESH_URL_CUSTOMERS_READ: "postgres://r:p@near/mesh" } });
  expect(logins.has("customers", "read")).toBe(true);
  expect(logins.has("customers", "append")).toBe(false);
  expect(() => logins.urlOf("customers", "append")).toThrow(
    "this process has no login to append in customers",
  );
});

test("past a pooler goes the same user to where the direct connection leads", () => {
  expect(past("postgres://me:s%20x@pooler:6432/mesh?a=1", "postgres://db:5432/real?sslmode=require")).toBe(
    "postgres://me:s%20x@db:5432/real?sslmode=require",
  );
});
