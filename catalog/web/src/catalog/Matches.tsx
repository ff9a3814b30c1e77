import type { CatalogPageQuery } from "../generated/graphql.ts";
import styles from "./Matches.module.css";
import { matchWords } from "./matchWords.ts";

type Match = NonNullable<CatalogPageQuery["dataProducts"]>["edges"][number]["matches"][number];

const PLACES: Readonly<Record<string, string>> = {
  FIELD: "field",
  DESCRIPTION: "description",
  CONTEXT: "context",
  NAME: "name",
  OWNER: "owner",
  PURPOSE: "purpose",
  TAG: "compliance",
  TITLE: "title",
};

/** Why a search found a product: the texts its words stand in. */
export function Matches({ matches, search }: { matches: readonly Match[]; search: string }) {
  // Title and description are in the row anyhow.
  const told = matches.filter(
    (each) => each.in !== "TITLE" && !(each.in === "DESCRIPTION" && each.field == null),
  );
  if (told.length === 0) return null;
  return (
    <ul className={styles["matches"]} aria-label="Why it was found">
      {told.slice(0, 4).map((match) => (
        <li key={`${match.in} ${match.field} ${match.text}`}>
          <span className={styles["place"]}>{placeOf(match)}</span>{" "}
          <Marked text={match.text} search={search} />
        </li>
      ))}
      {told.length > 4 && <li>and {told.length - 4} more</li>}
    </ul>
  );
}

function placeOf({ in: place, field }: Match): string {
  if (field == null) return PLACES[place] ?? place.toLowerCase();
  return place === "DESCRIPTION" ? `field ${field}, description` : `field ${field}`;
}

function Marked({ text, search }: { text: string; search: string }) {
  return matchWords(text, search).map((piece, index) =>
    piece.found ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  );
}
