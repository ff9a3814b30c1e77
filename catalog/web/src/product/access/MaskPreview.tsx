import { Panel } from "../../ui/Panel.tsx";
import table from "../../ui/table.module.css";
import { AccessMark } from "../AccessMark.tsx";
import { ClassificationBadge } from "../ClassificationBadge.tsx";
import type { AccessProduct } from "./AccessTab.tsx";

/** A made-up row as those see it who are entitled to the values, and as others do. */
export function MaskPreview({ fields, unmask }: { fields: AccessProduct["fields"]; unmask: string }) {
  const masked = fields.some(({ mask }) => mask != null);
  return (
    <Panel
      title="A made-up row"
      about={
        masked
          ? `Masked where the data lies, before it leaves its context, except for ${unmask}. The values are made up.`
          : "No field of this product is masked. The values are made up."
      }
      flush
    >
      <table className={table["table"]}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Sensitivity</th>
            <th scope="col">For those entitled</th>
            <th scope="col">For others who may read it</th>
            <th scope="col">For you</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, classification, mask, read, access, example }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <ClassificationBadge classification={classification} />
              </td>
              <td>
                <code>{example.value}</code>
              </td>
              <td>
                {read == null ? <code>{example.masked ?? "no value"}</code> : `only ${read}`}
                {mask != null && ` (${mask})`}
              </td>
              <td>
                <AccessMark access={access} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
