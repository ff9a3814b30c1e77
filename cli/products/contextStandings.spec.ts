import { standingText } from "./contextStandings.ts";

const standing = { context: "customers", revisions: new Map() };
const since = "2026-01-01T00:00:00.000Z";

it.each([
  [[], "customers: nobody projects it"],
  [[{ process: "a:1", holds: true, since }], `customers: projected by a:1 since ${since}`],
  [
    [
      { process: "a:1", holds: true, since },
      { process: "b:2", holds: false, since },
    ],
    `customers: projected by a:1 since ${since}; b:2 waits to take over`,
  ],
])("%j is told", (projectors, text) => expect(standingText({ ...standing, projectors })).toBe(text));
