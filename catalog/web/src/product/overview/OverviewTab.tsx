import type { OverviewQuery } from "../../generated/graphql.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { wholeNumber } from "../../ui/numbers.ts";
import { Panel } from "../../ui/Panel.tsx";
import { RelativeTime } from "../../ui/RelativeTime.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { SlaMarks } from "../../ui/SlaMarks.tsx";
import { useProductKey } from "../useProduct.ts";
import { overviewFieldsTitle, OverviewFields } from "./OverviewFields.tsx";
import { Overview } from "./overview.query.ts";
import { Origins } from "./Origins.tsx";
import styles from "./OverviewTab.module.css";

export type OverviewProduct = NonNullable<OverviewQuery["dataProduct"]>;

/** A product at a glance: promises, what is in it, where it comes from, who uses it. */
export function OverviewTab() {
  const query = useMesh(Overview, useProductKey(), { everyMs: 15_000 });
  return (
    <Asked query={query} waiting={<Skeleton lines={8} />}>
      {({ dataProduct }) =>
        dataProduct && (
          <div className={styles["overview"]}>
            <div className={styles["column"]}>
              <Panel title="Promises, the last hour">
                <SlaMarks objectives={dataProduct.sla.filter(({ window }) => window === "H1")} />
              </Panel>
              <Panel title={overviewFieldsTitle(dataProduct)} flush>
                <OverviewFields product={dataProduct} />
              </Panel>
            </div>
            <div className={styles["column"]}>
              <Panel title="Where it comes from, and who uses it">
                <Origins product={dataProduct} />
              </Panel>
              <Panel title="State">
                <State product={dataProduct} />
              </Panel>
            </div>
          </div>
        )
      }
    </Asked>
  );
}

function State({ product }: { product: OverviewProduct }) {
  const { position, quarantined, sourceDelaySeconds } = product;
  return (
    <Facts
      facts={[
        ["Context", product.context],
        ["Key", <code key="key">{product.key}</code>],
        ["Position", position == null ? "its context does not answer" : wholeNumber(position)],
        ["Waiting in quarantine", quarantined == null ? "unknown" : `${wholeNumber(quarantined)} events`],
        ["Source", product.silence],
        ["Delay of the source", sourceDelaySeconds == null ? "unknown" : delay(sourceDelaySeconds)],
        ["Contract changed", <RelativeTime key="changed" at={product.changedAt} />],
        ["Kept for", product.policy.retention],
      ]}
    />
  );
}

function delay(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s from happening to being logged`;
  const days = seconds / 86_400;
  return days < 2
    ? `${Math.round(seconds / 60)} min from happening to being logged`
    : `${Math.round(days)} days from happening to being logged`;
}
