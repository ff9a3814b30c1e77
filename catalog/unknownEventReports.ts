import { type Queryable, unknownEvents, type UnknownEvents } from "@datamesh/kernel/postgres";

/** What the log of a registered context holds of types that its declaration does not name. */
export interface UnknownEventReport {
  readonly context: string;
  readonly events: readonly UnknownEvents[];
}

/** Reads them as the catalog's read role; contexts without any, or that cannot be reached, are left out. */
export async function unknownEventReports(catalog: Queryable): Promise<readonly UnknownEventReport[]> {
  const rows = await catalog.query({
    text: "select name from catalog_store.registered_context order by name",
  });
  const reports: UnknownEventReport[] = [];
  for (const { name: context } of rows) {
    const events = await unknownEvents(catalog, context ?? "").catch(() => []);
    if (events.length > 0) reports.push({ context: context ?? "", events });
  }
  return reports;
}
