import { Link } from "@tanstack/react-router";
import { Lock, LockOpen, Mail, Play } from "lucide-react";
import type { AccessQuery } from "../../generated/graphql.ts";
import { useSessionStore } from "../../session/SessionProvider.tsx";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { Panel } from "../../ui/Panel.tsx";
import type { AccessProduct } from "./AccessTab.tsx";
import styles from "./AccessTab.module.css";
import { becauseSentence } from "./policyWords.ts";

/** What whoever reads may do, why, and what can be done about it. */
export function YourAccess({
  product: { access, owner, fields, title },
  me,
  reference,
}: {
  product: AccessProduct;
  me: AccessQuery["me"] | null;
  reference: string;
}) {
  const store = useSessionStore();
  const isDenied = access.effect === "DENY";
  const masked = fields.filter((field) => field.access.effect === "MASK");
  const missing = [access, ...masked.map((field) => field.access)].map(({ because }) => because);
  // Only those that would let more be seen.
  const open = access.declarablePurposes.filter(
    (purpose) => purpose !== access.purpose && missing.some((each) => each.includes(`purpose ${purpose}`)),
  );
  const Icon = isDenied ? Lock : LockOpen;
  return (
    <Panel title="You">
      <div className={styles["you"]} data-denied={isDenied}>
        <Icon aria-hidden size={20} />
        <div>
          <p>
            <strong>
              {isDenied ? "You may not read this product." : becauseSentence("ALLOW", access.because)}
            </strong>
          </p>
          {isDenied && <p>{becauseSentence("DENY", access.because)}</p>}
          {!isDenied && masked.length > 0 && (
            <p>
              {masked.map(({ name }) => name).join(", ")} {masked.length === 1 ? "comes" : "come"} masked:{" "}
              {masked[0]?.access.because}.
            </p>
          )}
          <p className={styles["muted"]}>
            You are {me?.id ?? "unknown"},{" "}
            {me?.roles.length ? `with ${me.roles.join(", ")}` : "without a role"};{" "}
            {access.purpose == null ? "no purpose is declared" : `purpose ${access.purpose}`}.
          </p>
        </div>
      </div>
      <div className={styles["actions"]}>
        {open.map((purpose) => (
          <Button key={purpose} onClick={() => store.declarePurpose(purpose)}>
            Declare purpose {purpose}
          </Button>
        ))}
        {isDenied ? (
          <a className={buttonClass("primary")} href={requestOf(owner.contact, title, reference, me?.id)}>
            <Mail aria-hidden size={16} />
            Ask {owner.team} for access
          </a>
        ) : (
          <Link to="/playground" search={{ product: reference }} className={buttonClass()}>
            <Play aria-hidden size={16} />
            Query
          </Link>
        )}
      </div>
    </Panel>
  );
}

function requestOf(contact: string, title: string, reference: string, who: string | undefined): string {
  const subject = encodeURIComponent(`Access to ${reference}`);
  const body = encodeURIComponent(
    `${who ?? "I"} would like to read ${title} (${reference}).\n\nPurpose:\nUntil:\n`,
  );
  return `mailto:${contact}?subject=${subject}&body=${body}`;
}
