import type { TouchedTeam } from "../graph/impact.ts";
import styles from "./TouchedTeams.module.css";

/** The teams to tell, with how many of their products are touched. */
export function TouchedTeams({ teams }: { teams: readonly TouchedTeam[] }) {
  if (teams.length === 0) return null;
  return (
    <ul className={styles["teams"]} aria-label="Teams">
      {teams.map(({ team, contact, products }) => (
        <li key={team}>
          {contact === null ? team : <a href={`mailto:${contact}`}>{team}</a>} <span>{products}</span>
        </li>
      ))}
    </ul>
  );
}
