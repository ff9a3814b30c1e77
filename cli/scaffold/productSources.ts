import type { Owner } from "@datamesh/kernel";
import type { ProductWords } from "./words.ts";

/** Whose product it is: the owner, and the constant of `owner.ts` that holds it. */
export interface SourceOwner extends Owner {
  /** Undefined where `owner.ts` has no such constant; the owner is then written out. */
  readonly identifier: string | undefined;
}

/** Which program runs the specifications: jest in a repository of many contexts, Node's own in one of its own. */
export type SpecRunner = "jest" | "node";

/** The declaration of the event that a new product is folded from. */
export const eventSource = ({ eventType, eventIdentifier, key, one }: ProductWords): string =>
  `
export const ${eventIdentifier} = event("${eventType}", {
  description: "${article(one)} was recorded, or recorded anew.",
  data: { ${key}: z.string().min(1).max(100), title: z.string().min(1).max(200) },
});
`;

/** The declaration of a new product. */
export function productSource(words: ProductWords, { identifier, team, contact }: SourceOwner): string {
  const owner = identifier ?? `{ team: ${JSON.stringify(team)}, contact: ${JSON.stringify(contact)} }`;
  return `import { anyOf, dataProduct, id, role, team, text, timestamp } from "@datamesh/kernel";
import { ${words.eventIdentifier} } from "./events.ts";
${identifier === undefined ? "" : `import { ${identifier} } from "./owner.ts";\n`}
export const ${words.identifier} = dataProduct({
  name: "${words.name}",
  version: "1.0.0",
  owner: ${owner},
  description: "Every ${words.one}, as last recorded.",
  key: "${words.key}",
  fields: {
    ${words.key}: id().describe("The ${words.one}"),
    title: text().describe("What the ${words.one} is called"),
    recordedAt: timestamp().describe("When it was last recorded"),
  },
  from: ({ on }) => [on(${words.eventIdentifier}, (e) => ({ ...e.data, recordedAt: e.occurredAt }))],
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
  policy: {
    read: anyOf(role("analyst"), team(${JSON.stringify(team)})),
    write: team(${JSON.stringify(team)}),
    purposes: ["reporting"],
    retention: "5y",
    compliance: [],
  },
});
`;
}

/** The specification of a new product. */
export function specSource(words: ProductWords, runner: SpecRunner): string {
  const does = `has a row for every ${words.one}, as last recorded`;
  return runner === "jest"
    ? `import { given } from "@datamesh/kernel/testing";
import { ${words.identifier} } from "./${words.identifier}.ts";

describe("${words.name}@1", () => {
  it("${does}", () => {
${givenRows(words, "    ")}
    expect(rows).toEqual(${expectedRows(words, "    ")});
  });
});
`
    : `import assert from "node:assert/strict";
import test from "node:test";
import { given } from "@datamesh/kernel/testing";
import { ${words.identifier} } from "./${words.identifier}.ts";

test("${words.name}@1 ${does}", () => {
${givenRows(words, "  ")}
  assert.deepEqual(rows, ${expectedRows(words, "  ")});
});
`;
}

const givenRows = ({ eventType, identifier, key }: ProductWords, indent: string): string =>
  [
    `const type = "${eventType}";`,
    `const first = { type, data: { ${key}: "1", title: "First" } };`,
    `const again = { type, data: { ${key}: "1", title: "Again" }, occurredAt: "2026-02-01T00:00:00.000Z" };`,
    `const { rows } = given(${identifier}, first, again).outcome();`,
  ]
    .map((line) => `${indent}${line}`)
    .join("\n");

const expectedRows = ({ key }: ProductWords, indent: string): string =>
  `{\n${indent}  "1": { ${key}: "1", title: "Again", recordedAt: "2026-02-01T00:00:00.000Z" },\n${indent}}`;

const article = (words: string): string => `${/^[aeiou]/.test(words) ? "An" : "A"} ${words}`;
