const FIRST = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

/** The time of the nth thing to happen in the sample: one an hour from 5 January 2026, 09:00 UTC. */
export const sampleTime = (n: number): string => new Date(FIRST + n * HOUR).toISOString();
