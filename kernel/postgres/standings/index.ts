export { type CommitAges, type Standings, type StandingsWatcher, watchStandings } from "./watchStandings.ts";
