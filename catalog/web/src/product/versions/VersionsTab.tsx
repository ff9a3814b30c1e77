import { Link } from "@tanstack/react-router";
import type { VersionsQuery } from "../../generated/graphql.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import table from "../../ui/table.module.css";
import { useProductKey } from "../useProduct.ts";
import { ChangesBetween } from "./ChangesBetween.tsx";
import { Releases } from "./Releases.tsx";
import { SideBySide } from "./SideBySide.tsx";
import { Major, Versions } from "./versions.query.ts";

type Version = NonNullable<VersionsQuery["dataProduct"]>["versions"][number];

/** The majors of a product side by side, what changed and why, and when each ends. */
export function VersionsTab() {
  const { name, major } = useProductKey();
  const query = useMesh(Versions, { name, major });
  return (
    <Asked query={query} waiting={<Skeleton lines={8} />}>
      {({ dataProduct }) =>
        dataProduct && (
          <>
            <Panel
              title="Majors"
              about="Majors live side by side; within one, no promise is taken back."
              flush
            >
              <Majors name={name} shown={major} versions={dataProduct.versions} />
            </Panel>
            <Compared name={name} shown={major} versions={dataProduct.versions} />
          </>
        )
      }
    </Asked>
  );
}

const TONES = { ACTIVE: "good", DEPRECATED: "warn", RETIRED: "bad" } as const;

function Majors({ name, shown, versions }: { name: string; shown: number; versions: readonly Version[] }) {
  return (
    <table className={table["table"]}>
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col">Version</th>
          <th scope="col">Status</th>
          <th scope="col">Its end</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ major, version, status, deprecation }) => (
          <tr key={major}>
            <th scope="row">
              {major === shown ? (
                <span aria-current="true">
                  {name}@{major} <Badge>shown</Badge>
                </span>
              ) : (
                <Link to="/products/$ref/versions" params={{ ref: `${name}@${major}` }}>
                  {name}@{major}
                </Link>
              )}
            </th>
            <td>{version}</td>
            <td>
              <Badge tone={TONES[status]}>{status.toLowerCase()}</Badge>
            </td>
            <td>
              {deprecation ? (
                <>
                  deprecated since {deprecation.since}, withdrawn {deprecation.sunset} (
                  <RelativeTime at={deprecation.sunset} />)
                </>
              ) : (
                "none is announced"
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The major that is shown beside the one before it, or after it where it is the first. */
function Compared({ name, shown, versions }: { name: string; shown: number; versions: readonly Version[] }) {
  const majors = versions.map(({ major }) => major).toSorted((a, b) => a - b);
  const before = majors.filter((major) => major < shown).at(-1);
  const other = before ?? majors.find((major) => major > shown);
  const [older, newer] = [Math.min(shown, other ?? shown), Math.max(shown, other ?? shown)];
  const later = useMesh(Major, { name, major: newer, since: older === newer ? null : older });
  const earlier = useMesh(Major, { name, major: older, since: null }, { enabled: older !== newer });
  return (
    <Asked query={later} waiting={<Skeleton lines={8} />}>
      {({ dataProduct }) =>
        dataProduct && (
          <>
            <ChangesBetween name={name} changes={dataProduct.changes ?? null} version={dataProduct.version} />
            {earlier.data?.dataProduct && (
              <SideBySide older={earlier.data.dataProduct} newer={dataProduct} name={name} />
            )}
            <Releases
              releases={[...dataProduct.releases, ...(earlier.data?.dataProduct?.releases ?? [])]}
              name={name}
            />
          </>
        )
      }
    </Asked>
  );
}
