import { contextNames } from "@datamesh/kernel/postgres";
import type { OwnServer } from "../ownServer.ts";
import type { TestMesh } from "../testMesh.ts";
import { copyTemplate, CRASH_CONTEXTS } from "./crashMesh.ts";
import { logProblems } from "./logProblems.ts";
import { CRASH_PRODUCTS, referenceProblems, replayProblems } from "./referenceProblems.ts";
import { snapshotProblems } from "./snapshotProblems.ts";
import type { Writers } from "./writers.ts";

/** Everything that must hold once the writers are done and all is well again. Projects what is left to project. */
export async function problemsAfter(
  server: OwnServer,
  mesh: TestMesh,
  writers: Writers,
): Promise<readonly string[]> {
  const problems: string[] = [...writers.surprises];
  await emptyOutboxes(mesh);
  for (const { name } of CRASH_CONTEXTS) {
    const written = writers.written.get(name);
    if (written !== undefined) problems.push(...(await logProblems(mesh.admin, name, written)));
  }
  await mesh.catchUp();
  problems.push(...(await snapshotProblems(mesh.admin)));
  const reference = await copyTemplate(server);
  try {
    problems.push(...(await referenceProblems(mesh, reference)));
  } finally {
    await reference.stop();
  }
  problems.push(...(await replayProblems(mesh, CRASH_PRODUCTS)));
  return problems;
}

/** Moves what is left in the outboxes into the logs. */
async function emptyOutboxes(mesh: TestMesh): Promise<void> {
  for (const { name } of CRASH_CONTEXTS) {
    const text = `select moved from ${contextNames(name).sequenceOutbox}(10000)`;
    const move = () => mesh.as(name, "project").query({ text });
    while (Number((await move())[0]?.["moved"]) > 0);
  }
}
