import type { Check } from "@datamesh/kernel/conformance";
import type { Context } from "@datamesh/kernel/product";
import { unpublishedChanges } from "../release/unpublishedChanges.ts";
import { targetsIn } from "../replay/replayTarget.ts";

const REQUIREMENT = {
  id: "as-published",
  level: "MUST",
  source: "DataMesh; GDPR art. 24 and 25: changes are decided, not made in passing",
  requires: "what is served is what was published, loosened policies with the approval on record",
} as const;

/** Holds every declared product against its published contracts, as `datamesh check` does. */
export async function asPublished(contexts: readonly Context[], root: string): Promise<readonly Check[]> {
  const changes = await unpublishedChanges(contexts, root);
  return targetsIn(contexts).map(({ ref }) => {
    const found = changes.filter((change) => change.product === ref).map(({ problem }) => problem);
    return {
      ...REQUIREMENT,
      subject: ref,
      ...(found.length === 0
        ? { result: "pass" as const, evidence: "its declaration passes datamesh check" }
        : { result: "fail" as const, evidence: found.join("; ") }),
    };
  });
}
