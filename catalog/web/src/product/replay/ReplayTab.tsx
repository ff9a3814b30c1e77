import type { ReplayQuery } from "../../generated/graphql.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { refOf } from "../productRef.ts";
import { useProductKey } from "../useProduct.ts";
import { Needed } from "./Needed.tsx";
import { Proof } from "./Proof.tsx";
import { Replay } from "./replay.query.ts";
import { Runs } from "./Runs.tsx";
import styles from "./ReplayTab.module.css";

export type ReplayProduct = NonNullable<ReplayQuery["dataProduct"]>;

/** Whether a product is what its events say, and what it takes to derive it anew. */
export function ReplayTab() {
  const key = useProductKey();
  const query = useMesh(Replay, key, { everyMs: 15_000 });
  return (
    <Asked query={query} waiting={<Skeleton lines={8} />}>
      {({ dataProduct, logs }) =>
        dataProduct && (
          <>
            <Panel title="The proof" about="product = f(events): anybody may derive it again and compare.">
              <Proof verification={dataProduct.lastVerification ?? null} />
              <Terminal command={`npx datamesh verify ${refOf(key)} --deep`} label="Verify in my terminal" />
            </Panel>
            <Panel title="What a rebuild needs">
              <Needed product={dataProduct} logs={logs ?? []} />
              <Terminal command={`npx datamesh rebuild ${refOf(key)}`} label="Rebuild in my terminal" />
            </Panel>
            <Panel title="Past runs" flush>
              <Runs runs={dataProduct.replays} />
            </Panel>
          </>
        )
      }
    </Asked>
  );
}

function Terminal({ command, label }: { command: string; label: string }) {
  return (
    <div className={styles["terminal"]}>
      <span>{label}</span>
      <code>{command}</code>
      <CopyButton text={command} label="Copy" />
    </div>
  );
}
