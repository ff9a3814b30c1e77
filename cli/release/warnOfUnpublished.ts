import type { ReplayTarget } from "../replay/replayTarget.ts";
import { unpublishedChanges, unpublishedText } from "./unpublishedChanges.ts";

/**
 * Says on stderr which of the products are not as published before a replay makes them live. Whoever asks for it by
 * name means it; what consumers get then is said before they get it.
 */
export async function warnOfUnpublished(targets: readonly ReplayTarget[], directory: string): Promise<void> {
  const contexts = [...new Set(targets.map(({ context }) => context))];
  const changes = await unpublishedChanges(contexts, directory);
  for (const change of changes.filter(({ product }) => targets.some(({ ref }) => ref === product))) {
    process.stderr.write(`datamesh: ${unpublishedText(change)}; it becomes live with this replay\n`);
  }
}
