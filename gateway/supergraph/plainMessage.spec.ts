import { isPlainMessage } from "./plainMessage.ts";

test.each([
  "first is 5000: a page has 0 to 1000 products",
  "loan-officers@1 may be read by role compliance; ask lending-team (lending-team@bank.example) for access",
  "customer-profiles@1 is read as of 2026-01-31T12:00:00.000Z, which is before the earliest cut that is held",
  "g1.c42.e0 belongs to generation 1, and 2 and 3 are kept",
  "income of customer-profiles@1 may be used in where and orderBy by role risk or (team a and purpose b)",
  'after is not a cursor: pass one that this connection answered, such as "WzEsImEiXQ"',
])("a message that tells the consumer what to do is shown: %s", (message) => {
  expect(isPlainMessage(message)).toBe(true);
});

test.each([
  "connect ECONNREFUSED 10.0.0.3",
  "connect ECONNREFUSED [::1]:5432",
  "db.internal:5432 does not answer",
  "postgres://reader:secret@db/bank is down",
  "Cannot read properties of undefined\n    at resolve (/srv/app.ts:12:3)",
  "ENOENT: no such file, open '/srv/keys/customers'",
  "failed at resolveRow (rows.js:4:1)",
  "C:\\bank\\keys cannot be opened",
  "x".repeat(501),
])("a message with what is inside is not: %s", (message) => {
  expect(isPlainMessage(message)).toBe(false);
});

test("what is no text is no message", () => {
  expect(isPlainMessage({ message: "hello" })).toBe(false);
});
