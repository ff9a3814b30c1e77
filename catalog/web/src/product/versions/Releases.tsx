import type { MajorQuery } from "../../generated/graphql.ts";
import { counted } from "../../ui/numbers.ts";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import table from "../../ui/table.module.css";
import { BumpBadge } from "./BumpBadge.tsx";
import styles from "./VersionsTab.module.css";

type Release = NonNullable<MajorQuery["dataProduct"]>["releases"][number];

/** Every version there was, when it was first served, and why. */
export function Releases({ name, releases }: { name: string; releases: readonly Release[] }) {
  const newest = releases.toSorted((a, b) => Date.parse(b.publishedAt) - Date.parse(a.publishedAt));
  return (
    <Panel title="Releases" about={`Every version of ${name} that was served, the newest first.`} flush>
      {newest.length === 0 ? (
        <p className={styles["none"]}>No release is recorded yet.</p>
      ) : (
        <table className={table["table"]}>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Bump</th>
              <th scope="col">First served</th>
              <th scope="col">Reason</th>
              <th scope="col">Code of its folds</th>
            </tr>
          </thead>
          <tbody>
            {newest.map((release) => (
              <ReleaseRow key={release.version} release={release} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function ReleaseRow({
  release: { version, bump, publishedAt, reason, fingerprint, corrections },
}: {
  release: Release;
}) {
  return (
    <tr>
      <th scope="row">{version}</th>
      <td>
        <BumpBadge bump={bump ?? null} />
      </td>
      <td className={table["nowrap"]}>
        <RelativeTime at={publishedAt} />
      </td>
      <td>
        {reason}
        {corrections.map((each) => (
          <p key={each.startedAt}>
            Set right: {each.reason} ({counted(each.rows, "row")}, {each.fields.join(", ")})
          </p>
        ))}
      </td>
      <td>
        <code title={fingerprint}>{fingerprint.slice(0, 12)}</code>
      </td>
    </tr>
  );
}
