import { allow, chain, deny, race } from "./loadShield.ts";

test("chain and race work on this version of Node", async () => {
  const resolve = (joined: ReturnType<typeof chain>) =>
    joined.resolve({}, {}, { _shield: { cache: {} } }, undefined as never, undefined as never);

  expect(await resolve(chain(allow, deny))).toBe(false);
  expect(await resolve(race(deny, allow))).toBe(true);
});
