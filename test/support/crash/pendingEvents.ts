import { contextNames } from "@datamesh/kernel/postgres";
import type { TestMesh } from "../testMesh.ts";
import { CRASH_CONTEXTS } from "./crashMesh.ts";

/** How many events all products of a mesh have yet to fold, together. */
export async function pendingEvents(mesh: TestMesh): Promise<number> {
  let pending = 0;
  for (const { name } of CRASH_CONTEXTS) {
    const { checkpoints, logHead } = contextNames(name);
    const [row] = await mesh.admin.query({
      text: `select sum(head - coalesce((inputs #>> '{events,position}')::bigint, 0)) as pending
             from ${checkpoints}, ${logHead}`,
    });
    pending += Number(row?.["pending"]);
  }
  return pending;
}
