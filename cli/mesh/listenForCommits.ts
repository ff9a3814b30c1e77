import type { Database } from "@datamesh/kernel/postgres";
import { readAnnouncement } from "./announcements.ts";
import type { Projectors } from "./startProjectors.ts";
import type { Sequencers } from "./startSequencers.ts";

/** Wakes the projectors, and the sequencer if there is one, that a commit concerns. Answers how to stop listening. */
export function listenForCommits(
  database: Database,
  projectors: Pick<Projectors, "logGrew" | "productMoved" | "leaseFreed">,
  sequencers?: Pick<Sequencers, "outboxGrew">,
): Promise<() => Promise<void>> {
  return database.listen("datamesh", (payload) => {
    const announcement = readAnnouncement(payload);
    if (announcement?.kind === "log") projectors.logGrew(announcement.context);
    if (announcement?.kind === "lease") projectors.leaseFreed(announcement.context);
    if (announcement?.kind === "outbox") sequencers?.outboxGrew(announcement.context);
    if (announcement?.kind === "product") projectors.productMoved(announcement.product);
  });
}
