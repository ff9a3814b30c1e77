import { useId } from "react";
import styles from "./Segments.module.css";

/** One choice of a few that exclude each other, side by side. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [value: Value, label: string])[];
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset className={styles["segments"]}>
      <legend className="visually-hidden">{label}</legend>
      {options.map(([each, text]) => (
        <label key={each} className={styles["segment"]}>
          <input
            type="radio"
            name={name}
            checked={each === value}
            onChange={() => onChange(each)}
            className="visually-hidden"
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
