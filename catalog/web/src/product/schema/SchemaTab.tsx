import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import type { SchemaQuery } from "../../generated/graphql.ts";
import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { Panel } from "../../ui/Panel.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import table from "../../ui/table.module.css";
import { useProductKey } from "../useProduct.ts";
import { FieldRow } from "./FieldRow.tsx";
import { Schema } from "./schema.query.ts";
import styles from "./SchemaTab.module.css";

export type SchemaField = NonNullable<SchemaQuery["dataProduct"]>["fields"][number];

/** What a row holds: each field with its meaning, its sensitivity, how one sees it, and where it comes from. */
export function SchemaTab() {
  const query = useMesh(Schema, useProductKey());
  return (
    <Asked query={query} waiting={<Skeleton lines={10} height="2.5rem" />}>
      {({ dataProduct }) =>
        dataProduct && (
          <Panel
            title="Fields"
            about={
              <>
                A row is one <code>{dataProduct.graphqlType}</code>, named by <code>{dataProduct.key}</code>.
                Values are made up: they show how you would see the field.
              </>
            }
            flush
          >
            <Fields fields={dataProduct.fields} keyField={dataProduct.key} />
          </Panel>
        )
      }
    </Asked>
  );
}

function Fields({ fields, keyField }: { fields: readonly SchemaField[]; keyField: string }) {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== "") document.getElementById(hash)?.scrollIntoView({ block: "center" });
  }, [hash]);
  return (
    <table className={`${table["table"]} ${styles["fields"]}`}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Meaning</th>
          <th scope="col">Sensitivity</th>
          <th scope="col">As you see it</th>
          <th scope="col">Comes from</th>
          <th scope="col">Used by</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <FieldRow
            key={field.name}
            field={field}
            isKey={field.name === keyField}
            isSought={field.name === hash}
          />
        ))}
      </tbody>
    </table>
  );
}
