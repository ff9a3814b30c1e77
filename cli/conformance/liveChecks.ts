import type { Check } from "@datamesh/kernel/conformance";
import { accessLogIntact } from "./accessLogIntact.ts";
import { catalogPolicy } from "./catalogPolicy.ts";
import { ledgerAlone } from "./ledgerAlone.ts";
import type { LiveMesh } from "./liveMesh.ts";
import { logSealed } from "./logSealed.ts";
import { refusedChanges } from "./refusedChanges.ts";
import { sealedAtRest } from "./sealedAtRest.ts";

/** Everything that only a live mesh can show; a new check is an entry here. */
const LIVE_CHECKS: readonly ((mesh: LiveMesh) => Promise<readonly Check[]>)[] = Object.freeze([
  sealedAtRest,
  refusedChanges,
  ledgerAlone,
  logSealed,
  catalogPolicy,
  accessLogIntact,
]);

/** Looks into a live mesh, one thing after the other, and changes nothing in it. */
export async function liveChecks(mesh: LiveMesh): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const check of LIVE_CHECKS) checks.push(...(await check(mesh)));
  return checks;
}
