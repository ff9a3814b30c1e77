import { event, z } from "../index.ts";
import { anyOf, role } from "../policy/index.ts";
import { context, dataProduct, type Fields, id, int, openEnumOf, text } from "../product/index.ts";
import { checkRelease, type ReleaseTerms } from "./checkRelease.ts";
import { type DeclaredVersion, declaredVersion } from "./declaredVersion.ts";
import type { PublishedVersion } from "./publishedVersion.ts";
import { release } from "./release.ts";

/** Happens in samples. */
export const Happened = event("HAPPENED", {
  description: "It happened.",
  data: { key: z.string(), n: z.int() },
});

type Declaration = Parameters<typeof dataProduct>[0];

/** The fields of a sample; a changed declaration spreads them. */
export const FIELDS = {
  key: id().describe("The key"),
  n: int().unit("points").describe("How many"),
  note: text().optional().describe("A note"),
  channel: openEnumOf("WEB").optional().describe("Where from"),
} satisfies Fields;

const owner = { team: "tests", contact: "tests@datamesh.example" };

/** `things`, as declared with these changes. */
export function declared(changes: object = {}): DeclaredVersion {
  const product = dataProduct({
    name: "things",
    version: "1.0.0",
    owner,
    description: "Things.",
    key: "key",
    fields: FIELDS,
    from: ({ on }: Parameters<Declaration["from"]>[0]) => [
      on(Happened, (e) => ({ key: e.data.key, n: e.data.n })),
    ],
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: {
      read: anyOf(role("analyst"), role("compliance")),
      purposes: ["reporting"],
      retention: "5y",
      compliance: ["GDPR"],
    },
    ...changes,
  } as Declaration);
  return declaredVersion(
    context({ name: "samples", owner, events: [Happened], products: [product] }),
    product,
  );
}

const DAY = "2026-11-23T00:00:00.000Z";

/** `things` as published with these changes, after what was published before. */
export function published(
  changes: object = {},
  before: readonly PublishedVersion[] = [],
  terms: ReleaseTerms = { approvals: [] },
): PublishedVersion {
  const version = declared(changes);
  return release(version, checkRelease(before, version, terms), terms, DAY);
}
