import type { MajorQuery } from "../../generated/graphql.ts";
import { Badge } from "../../ui/Badge.tsx";
import { counted } from "../../ui/numbers.ts";
import { Panel } from "../../ui/Panel.tsx";
import table from "../../ui/table.module.css";
import { BumpBadge } from "./BumpBadge.tsx";
import styles from "./VersionsTab.module.css";

type Changes = NonNullable<NonNullable<MajorQuery["dataProduct"]>["changes"]>;

/** Every difference between two contracts, with the bump it needs. */
export function ChangesBetween({
  name,
  version,
  changes,
}: {
  name: string;
  version: string;
  changes: Changes | null;
}) {
  if (changes === null) {
    return (
      <Panel title="What changed">
        <p className={styles["muted"]}>
          This is the only major there is: there is nothing to compare it with.
        </p>
      </Panel>
    );
  }
  return (
    <Panel
      title={`From ${changes.since} to ${version}`}
      about={`${counted(changes.changes.length, "difference")} between the contracts of ${name}, computed from them.`}
      aside={
        <span className={styles["muted"]}>
          these need <BumpBadge bump={changes.bump ?? null} />
        </span>
      }
      flush
    >
      <table className={table["table"]}>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">What</th>
            <th scope="col">Bump it needs</th>
          </tr>
        </thead>
        <tbody>
          {changes.changes.map(({ path, what, bump, loosensPolicy }) => (
            <tr key={`${path} ${what}`}>
              <th scope="row">
                <code>{path}</code>
              </th>
              <td>
                {what} {loosensPolicy && <Badge tone="warn">lets more be seen</Badge>}
              </td>
              <td>
                <BumpBadge bump={bump ?? null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
