import { useRouter, useSearch } from "@tanstack/react-router";
import { CopyButton } from "../ui/CopyButton.tsx";
import styles from "./Bar.module.css";
import { ExamplesMenu } from "./ExamplesMenu.tsx";
import { fitsLink, withDraft } from "./playgroundSearch.ts";
import { ProductPicker } from "./ProductPicker.tsx";
import { SavedMenu } from "./SavedMenu.tsx";
import type { Written } from "./useDraft.ts";

/** Where queries come from, and where they can be kept. */
export function Bar({ written, refs }: { written: Written; refs: readonly string[] }) {
  const draft = written.draft ?? { query: "", variables: "" };
  return (
    <div className={styles["bar"]}>
      <h1 className={styles["title"]}>Playground</h1>
      <ProductPicker chosen={refs} onChoose={written.choose} />
      <ExamplesMenu onChoose={written.open} />
      <SavedMenu written={draft} onChoose={written.open} />
      <CopyLink link={useLink(written)} fits={fitsLink(draft)} />
    </div>
  );
}

function CopyLink({ link, fits }: { link: string; fits: boolean }) {
  if (fits) return <CopyButton label="Copy link" text={link} />;
  return <span className={styles["note"]}>Too long for a link: save it instead.</span>;
}

/** The address that shows this query to somebody else, who asks it with rights of their own. */
function useLink({ draft }: Written): string {
  const router = useRouter();
  const { view } = useSearch({ from: "/playground" });
  const search = draft === undefined ? {} : withDraft({ view }, draft);
  return `${window.location.origin}${router.buildLocation({ to: "/playground", search }).href}`;
}
