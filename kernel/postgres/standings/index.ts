export { type Standings, type StandingsWatcher, watchStandings } from "./watchStandings.ts";
