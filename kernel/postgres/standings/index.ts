export { readProductAnnouncement } from "./productAnnouncement.ts";
export { type StandingsWatcher, watchStandings } from "./watchStandings.ts";
