import { isPacked } from "./isPacked.ts";

describe("the package", () => {
  it.each([
    "catalog",
    "catalog/index.ts",
    "catalog/web",
    "catalog/web/dist",
    "catalog/web/dist/index.html",
    "catalog/web/dist/assets/index-a1.js",
    "gateway/web/openWeb.ts",
    "cli/packaging-of-others.ts",
  ])("holds %s", (path) => {
    expect(isPacked(path)).toBe(true);
  });

  it.each([
    "catalog/web/src",
    "catalog/web/src/main.tsx",
    "catalog/web/package.json",
    "catalog/web/build",
    "catalog/web/distant.ts",
    "catalog/web/node_modules",
    "gateway/web/openWeb.spec.ts",
    "gateway/web/testing",
    "cli/packaging",
  ])("does without %s", (path) => {
    expect(isPacked(path)).toBe(false);
  });
});
