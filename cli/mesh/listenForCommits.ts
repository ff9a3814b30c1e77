import type { Database } from "@datamesh/kernel/postgres";
import { readAnnouncement } from "./announcements.ts";
import type { Projectors } from "./startProjectors.ts";

/** Wakes the projectors that a commit concerns. Answers how to stop listening. */
export function listenForCommits(
  database: Database,
  projectors: Pick<Projectors, "logGrew" | "productMoved" | "leaseFreed">,
): Promise<() => Promise<void>> {
  return database.listen("datamesh", (payload) => {
    const announcement = readAnnouncement(payload);
    if (announcement?.kind === "log") projectors.logGrew(announcement.context);
    if (announcement?.kind === "lease") projectors.leaseFreed(announcement.context);
    if (announcement?.kind === "product") projectors.productMoved(announcement.product);
  });
}
