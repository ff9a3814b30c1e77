import { Link } from "@tanstack/react-router";
import { AccessMark } from "../AccessMark.tsx";
import { ClassificationBadge } from "../ClassificationBadge.tsx";
import { refOf } from "../productRef.ts";
import { useProductKey } from "../useProduct.ts";
import type { SchemaField } from "./SchemaTab.tsx";
import styles from "./SchemaTab.module.css";
import { sourceText } from "./sourceText.ts";

/** A field. Its name leads to its own lineage. */
export function FieldRow({
  field,
  isKey,
  isSought,
}: {
  field: SchemaField;
  isKey: boolean;
  isSought: boolean;
}) {
  const ref = refOf(useProductKey());
  return (
    <tr id={field.name} className={isSought ? styles["sought"] : undefined}>
      <th scope="row">
        <Link to="/products/$ref/lineage" params={{ ref }} search={{ field: field.name }} title="Its lineage">
          <code>{field.name}</code>
        </Link>
        <small>
          {field.type}
          {field.unit != null && `, ${field.unit}`}
          {field.nullable && ", may be missing"}
          {isKey && ", key"}
        </small>
      </th>
      <td data-label="Meaning">{field.description}</td>
      <td data-label="Sensitivity">
        <ClassificationBadge classification={field.classification} />
        {field.mask != null && <small>mask {field.mask}</small>}
      </td>
      <td data-label="As you see it">
        <AsSeen field={field} />
      </td>
      <td data-label="Comes from">
        <Sources sources={field.sources} />
      </td>
      <td data-label="Used by">
        <Uses uses={field.usedBy} />
      </td>
    </tr>
  );
}

function AsSeen({ field: { access, example } }: { field: SchemaField }) {
  return (
    <div className={styles["shown"]}>
      {access.effect === "ALLOW" && <code>{example.value}</code>}
      {access.effect === "MASK" && <code>{example.masked ?? "no value"}</code>}
      <AccessMark access={access} />
      {access.effect !== "ALLOW" && <small>{access.because}</small>}
    </div>
  );
}

function Sources({ sources }: { sources: SchemaField["sources"] }) {
  if (sources.length === 0) return <span className={styles["none"]}>unknown</span>;
  return (
    <ul>
      {sources.map((source) => (
        <li key={`${source.input} ${source.path} ${source.eventTypes.join()}`}>
          {source.input.includes("@") ? (
            <Link to="/products/$ref/schema" params={{ ref: source.input }} hash={source.path}>
              {sourceText(source)}
            </Link>
          ) : (
            <span>{sourceText(source)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Uses({ uses }: { uses: SchemaField["usedBy"] }) {
  if (uses.length === 0) return <span className={styles["none"]}>no product</span>;
  return (
    <ul>
      {uses.map(({ product, field }) => (
        <li key={`${product} ${field}`}>
          <Link to="/products/$ref/schema" params={{ ref: product }} hash={field}>
            {product} {field}
          </Link>
        </li>
      ))}
    </ul>
  );
}
