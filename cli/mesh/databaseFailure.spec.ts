import { MeshError } from "@datamesh/kernel";
import { databaseFailure } from "./databaseFailure.ts";

const failed = (code: string): Error => Object.assign(new Error("could not extend file"), { code });

test.each([
  ["53100", "the disk of the database is full"],
  ["57P01", "the database went away while the command ran"],
  ["ECONNRESET", "the database went away while the command ran"],
])("%s means that %s", (code, meaning) => {
  const cause = failed(code);
  const told = databaseFailure(cause) as MeshError;
  expect([told.code, told.cause]).toEqual(["UNAVAILABLE", cause]);
  expect(told.message).toContain(meaning);
});

test("what has nothing to do with that stays what it is", () => {
  for (const failure of [failed("42P01"), new MeshError("BAD_USER_INPUT", "no such file")]) {
    expect(databaseFailure(failure)).toBe(failure);
  }
});
