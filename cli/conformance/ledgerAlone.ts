import type { Check } from "@datamesh/kernel/conformance";
import type { LiveMesh } from "./liveMesh.ts";

/** Looks whether any login could become the role that owns the logs. */
export async function ledgerAlone({ contexts, connections, prefix }: LiveMesh): Promise<readonly Check[]> {
  const [context] = contexts;
  if (context === undefined) return [];
  const ledger = `${prefix}_ledger`;
  const members = await connections.as(context.name, "read").query({
    text: `select m.rolname as name from pg_auth_members a
             join pg_roles l on l.oid = a.roleid join pg_roles m on m.oid = a.member
           where l.rolname = $1 and m.rolcanlogin and not m.rolsuper and (a.inherit_option or a.set_option)`,
    values: [ledger],
  });
  const names = members.map(({ name }) => name ?? "");
  return [
    {
      id: "ledger-alone",
      level: "MUST",
      source: "DataMesh; GDPR art. 32(1)(b): integrity of processing systems",
      requires: "no login owns the logs or can become who does",
      subject: ledger,
      result: names.length === 0 ? "pass" : "fail",
      evidence: names.length === 0 ? "no login is a member of it" : `members: ${names.join(", ")}`,
    },
  ];
}
