import { anyOf, type Consumer, mayKnow, nobody, type Policy, purpose, role } from "./index.ts";

const policy: Policy = {
  read: anyOf(role("auditor"), purpose("fraud")),
  unmask: nobody,
  purposes: ["fraud", "reporting"],
  retention: "1y",
  compliance: [],
};
const hidden: Policy = { ...policy, hidden: true };
const asking = (more: Partial<Consumer> = {}): Consumer => ({ id: "ada", roles: [], scopes: [], ...more });

test("everybody may know of a product that is not hidden", () => {
  expect(mayKnow(policy, asking())).toBe(true);
});

test("of a hidden product only who may read it may know", () => {
  expect(mayKnow(hidden, asking())).toBe(false);
  expect(mayKnow(hidden, asking({ roles: ["auditor"] }))).toBe(true);
});

test("who may read a hidden product for a purpose knows of it when the purpose counts", () => {
  expect(mayKnow(hidden, asking({ purposes: ["fraud", "reporting"] }))).toBe(false);
  expect(mayKnow(hidden, asking({ purposes: ["fraud", "reporting"], purpose: "fraud" }))).toBe(true);
});
