import { Link } from "@tanstack/react-router";
import { Lock, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { GatewayError } from "../../mesh/ask.ts";
import { classes } from "../../ui/classes.ts";
import { type Denial, placeOf, textOf } from "./denials.ts";
import { Contacts } from "./Contacts.tsx";
import styles from "./Notices.module.css";

/** What was denied and what went wrong, in words. */
export function Notices({ denied, errors }: { denied: readonly Denial[]; errors: readonly GatewayError[] }) {
  if (denied.length + errors.length === 0) return null;
  return (
    <div role="alert" className={styles["notices"]}>
      {denied.map((denial) => (
        <Denied key={denial.message} {...denial} />
      ))}
      {errors.map((error, index) => (
        <div key={index} className={classes(styles["notice"], styles["error"])}>
          <TriangleAlert aria-hidden size={16} />
          <div>
            <strong>{error.message}</strong>
            <About places={placeOf(error)}>{textOf(error.extensions?.["code"])}</About>
          </div>
        </div>
      ))}
    </div>
  );
}

function Denied({ product, message, places }: Denial) {
  return (
    <div className={classes(styles["notice"], styles["denied"])}>
      <Lock aria-hidden size={16} />
      <div>
        <strong>Denied.</strong> <Contacts text={message} />
        <About places={places}>
          {product !== undefined && (
            <Link to="/products/$ref/access" params={{ ref: product }}>
              Who may read {product}
            </Link>
          )}
        </About>
      </div>
    </div>
  );
}

function About({ places, children }: { places: readonly string[]; children: ReactNode }) {
  return (
    <p className={styles["about"]}>
      {children}
      {places.length > 0 && (
        <>
          {" "}
          at <code>{places.join(", ")}</code>
        </>
      )}
    </p>
  );
}
