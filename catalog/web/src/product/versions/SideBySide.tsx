import type { MajorQuery } from "../../generated/graphql.ts";
import { classes } from "../../ui/classes.ts";
import { Panel } from "../../ui/Panel.tsx";
import table from "../../ui/table.module.css";
import { pairFields } from "./pairFields.ts";
import styles from "./VersionsTab.module.css";

type MajorContract = NonNullable<MajorQuery["dataProduct"]>;
type Field = MajorContract["fields"][number];

const WORDS = { same: "", changed: "changed", added: "added", removed: "removed" } as const;

/** The contracts of two majors, field beside field. */
export function SideBySide({
  name,
  older,
  newer,
}: {
  name: string;
  older: MajorContract;
  newer: MajorContract;
}) {
  return (
    <Panel title="Side by side" flush>
      <table className={classes(table["table"], styles["pair"])}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">
              {name}@{older.major} ({older.version})
            </th>
            <th scope="col">
              {name}@{newer.major} ({newer.version})
            </th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {pairFields(older.fields, newer.fields).map(({ name: field, before, after, difference }) => (
            <tr key={field} data-difference={difference}>
              <th scope="row">
                <code>{field}</code>
              </th>
              <td>{before && <FieldText field={before} />}</td>
              <td>{after && <FieldText field={after} />}</td>
              <td>{WORDS[difference]}</td>
            </tr>
          ))}
          <Terms older={older} newer={newer} />
        </tbody>
      </table>
    </Panel>
  );
}

function FieldText({ field: { type, unit, description, nullable, classification, mask } }: { field: Field }) {
  return (
    <>
      <code>
        {type}
        {nullable ? "?" : ""}
      </code>
      {unit != null && ` ${unit}`}
      {classification === "PERSONAL" && ` personal${mask == null ? "" : ` (${mask})`}`}
      <small>{description}</small>
    </>
  );
}

/** What is promised besides the fields. */
function Terms({ older, newer }: { older: MajorContract; newer: MajorContract }) {
  const terms = [
    ["read by", ({ policy }: MajorContract) => policy.read],
    ["kept for", ({ policy }: MajorContract) => policy.retention],
    ["purposes", ({ policy }: MajorContract) => policy.purposes.join(", ")],
    [
      "SLA",
      ({ sla }: MajorContract) => sla.map(({ metric, objective }) => `${metric} ${objective}`).join(", "),
    ],
  ] as const;
  return terms.map(([name, read]) => {
    const isSame = read(older) === read(newer);
    return (
      <tr key={name} data-difference={isSame ? "same" : "changed"}>
        <th scope="row">{name}</th>
        <td>{read(older)}</td>
        <td>{read(newer)}</td>
        <td>{isSame ? "" : "changed"}</td>
      </tr>
    );
  });
}
