import type { AccessQuery } from "../../generated/graphql.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { refOf } from "../productRef.ts";
import { useProductKey } from "../useProduct.ts";
import { Access } from "./access.query.ts";
import styles from "./AccessTab.module.css";
import { MaskPreview } from "./MaskPreview.tsx";
import { complianceAbout, retentionWords } from "./policyWords.ts";
import { YourAccess } from "./YourAccess.tsx";

export type AccessProduct = NonNullable<AccessQuery["dataProduct"]>;

/** Who may read a product and why, for what, for how long, and how personal values are shown to others. */
export function AccessTab() {
  const key = useProductKey();
  const query = useMesh(Access, key);
  return (
    <Asked query={query} waiting={<Skeleton lines={8} />}>
      {({ dataProduct, me }) =>
        dataProduct && (
          <>
            <YourAccess product={dataProduct} me={me ?? null} reference={refOf(key)} />
            <Panel title="The policy in words">
              <Policy product={dataProduct} />
              <Compliance tags={dataProduct.policy.compliance} />
            </Panel>
            <MaskPreview fields={dataProduct.fields} unmask={dataProduct.policy.unmask} />
          </>
        )
      }
    </Asked>
  );
}

function Policy({ product: { policy } }: { product: AccessProduct }) {
  return (
    <Facts
      facts={[
        ["Read by", policy.read],
        ["Personal values shown to", policy.unmask === "nobody" ? "nobody: always masked" : policy.unmask],
        ["Events submitted by", policy.write],
        ["May be used for", <Words key="purposes" words={policy.purposes} />],
        ["Kept for", retentionWords(policy.retention)],
      ]}
    />
  );
}

function Words({ words }: { words: readonly string[] }) {
  return (
    <span className={styles["badges"]}>
      {words.map((word) => (
        <Badge key={word}>{word}</Badge>
      ))}
    </span>
  );
}

function Compliance({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return <p className={styles["muted"]}>It is declared under no regime.</p>;
  return (
    <ul className={styles["tags"]}>
      {tags.map((tag) => (
        <li key={tag}>
          <Badge tone="accent">{tag}</Badge> <small>{complianceAbout(tag)}</small>
        </li>
      ))}
    </ul>
  );
}
