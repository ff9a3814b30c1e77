import {
  type ContextStanding,
  dutyUrl,
  type MeshDatabase,
  openDatabase,
  readStanding,
} from "@datamesh/kernel/postgres";
import type { ProductRef } from "@datamesh/kernel/product";

/** How contexts stand; one that is not in this database, or is of an earlier release, is left out. */
export async function contextStandings(
  mesh: MeshDatabase,
  contexts: readonly string[],
): Promise<readonly ContextStanding[]> {
  const found = await Promise.all([...new Set(contexts)].map((context) => standingOf(mesh, context)));
  return found.filter((each) => each !== undefined);
}

async function standingOf(mesh: MeshDatabase, context: string): Promise<ContextStanding | undefined> {
  const database = openDatabase(dutyUrl(mesh, context, "read"), { max: 1, name: "datamesh products" });
  try {
    return await readStanding(database, context);
  } catch {
    return undefined;
  } finally {
    await database.end();
  }
}

/** The reports with each product's revision, and who projects it; null where that cannot be told. */
export function withStandings<R extends { readonly product: ProductRef; readonly context: string }>(
  reports: readonly R[],
  standings: readonly ContextStanding[],
) {
  return reports.map((report) => {
    const standing = standings.find(({ context }) => context === report.context);
    const revision = standing?.revisions.get(report.product) ?? null;
    return { ...report, revision, projectors: standing?.projectors ?? null };
  });
}

/** Who projects which context, one line each. */
export function standingText({ context, projectors }: ContextStanding): string {
  const [holding, waiting] = [true, false].map((holds) => projectors.filter((each) => each.holds === holds));
  const who = holding?.map(({ process, since }) => `projected by ${process} since ${since}`).join(", ");
  const others = waiting?.map(({ process }) => process).join(", ");
  return `${context}: ${who || "nobody projects it"}${others ? `; ${others} waits to take over` : ""}`;
}
