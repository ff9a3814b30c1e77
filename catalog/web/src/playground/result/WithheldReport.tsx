import { useMesh } from "../../mesh/useMesh.ts";
import { Asked } from "../../ui/Asked.tsx";
import { WithheldReasons } from "../playground.query.ts";
import { Contacts } from "./Contacts.tsx";
import { explainWithheld, withheldInWords } from "./explainWithheld.ts";
import type { Touched } from "./readAnswer.ts";
import styles from "./WithheldReport.module.css";

/** Which fields of a product were withheld; why, and what would show them, on a click. */
export function WithheldReport({ product: { name, major }, withheld }: Touched) {
  const reasons = useMesh(WithheldReasons, { name, major });
  return (
    <div className={styles["report"]}>
      <Asked query={reasons}>
        {({ dataProduct }) => (
          <ul className={styles["fields"]}>
            {withheld.map((field, index) => (
              <li key={field.path.join(".")}>
                <details className={styles["field"]} open={index === 0}>
                  <summary>{withheldInWords(field)}</summary>
                  <dl className={styles["why"]}>
                    {dataProduct &&
                      explainWithheld(field, dataProduct).map(([fact, value]) => (
                        <Fact key={fact} fact={fact} value={value} />
                      ))}
                  </dl>
                </details>
              </li>
            ))}
          </ul>
        )}
      </Asked>
    </div>
  );
}

function Fact({ fact, value }: { fact: string; value: string }) {
  return (
    <>
      <dt>{fact}</dt>
      <dd>
        <Contacts text={value} />
      </dd>
    </>
  );
}
