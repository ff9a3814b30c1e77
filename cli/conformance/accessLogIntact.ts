import type { Check } from "@datamesh/kernel/conformance";
import { type Damage, readAccessLog } from "../../gateway/audit/index.ts";
import { errorCode } from "../database/errorCode.ts";
import type { LiveMesh } from "./liveMesh.ts";

/** Reads the access log and checks that it is as it was written. */
export async function accessLogIntact({ accessLog }: LiveMesh): Promise<readonly Check[]> {
  const requirement = {
    id: "access-log-intact",
    level: "MUST",
    source: "GDPR art. 5(2): accountability",
    requires: "every access is written down, and what was written down was not changed",
    subject: "access log",
  } as const;
  let entries = 0;
  let first: Damage | undefined;
  try {
    for await (const { entry, damage } of readAccessLog(accessLog)) {
      if (entry !== undefined) entries += 1;
      first ??= damage;
    }
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    return [{ ...requirement, result: "none", evidence: "it is not on this machine" }];
  }
  if (first !== undefined) {
    return [{ ...requirement, result: "fail", evidence: `line ${first.line}: ${first.reason}` }];
  }
  return [{ ...requirement, result: "pass", evidence: `${entries} entries, each follows the one before` }];
}
