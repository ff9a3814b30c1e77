import { Link, useSearch } from "@tanstack/react-router";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { classes } from "../../ui/classes.ts";
import { Panel } from "../../ui/Panel.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { refOf } from "../productRef.ts";
import { useProductKey } from "../useProduct.ts";
import { Breaches } from "./Breaches.tsx";
import { Objectives } from "./Objectives.tsx";
import { Series } from "./Series.tsx";
import { Sla } from "./sla.query.ts";
import { WINDOW_NAMES, type Window } from "./slaSearch.ts";
import styles from "./SlaTab.module.css";

/** What a product's owner promises, what was observed of it, and when less was kept. */
export function SlaTab() {
  const key = useProductKey();
  const { window = "H1" } = useSearch({ from: "/products/$ref/sla" });
  const query = useMesh(Sla, key, { everyMs: 15_000 });
  return (
    <Asked query={query} waiting={<Skeleton lines={10} />}>
      {({ dataProduct }) =>
        dataProduct && (
          <>
            <Panel title="Promised and observed" about={`Its source: ${dataProduct.silence}.`} flush>
              <Objectives objectives={dataProduct.sla} />
            </Panel>
            <Panel title="Over time" aside={<WindowChoice reference={refOf(key)} chosen={window} />}>
              <Series product={key} window={window} />
            </Panel>
            <Panel title="Breaches" flush>
              <Breaches breaches={dataProduct.breaches} />
            </Panel>
          </>
        )
      }
    </Asked>
  );
}

function WindowChoice({ reference, chosen }: { reference: string; chosen: Window }) {
  return (
    <nav aria-label="Time" className={styles["windows"]}>
      {(Object.keys(WINDOW_NAMES) as Window[]).map((window) => (
        <Link
          key={window}
          to="/products/$ref/sla"
          params={{ ref: reference }}
          search={{ window }}
          replace
          aria-current={window === chosen ? "true" : undefined}
          className={classes(styles["window"], window === chosen && styles["chosen"])}
        >
          {WINDOW_NAMES[window]}
        </Link>
      ))}
    </nav>
  );
}
