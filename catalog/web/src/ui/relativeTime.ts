const STEPS = [
  { unit: "year", seconds: 31_557_600 },
  { unit: "month", seconds: 2_629_800 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "UTC",
});

/** A moment as seen from now: `3 min. ago`, `in 2 days`, `now`. `now` in milliseconds since the epoch. */
export function relativeTime(at: string, now: number): string {
  const seconds = (Date.parse(at) - now) / 1_000;
  if (Number.isNaN(seconds)) return at;
  const step = STEPS.find((each) => Math.abs(seconds) >= each.seconds);
  if (step === undefined) return Math.abs(seconds) < 10 ? "now" : words.format(Math.round(seconds), "second");
  return words.format(Math.round(seconds / step.seconds), step.unit);
}

/** The same moment exactly, in UTC. */
export const exactTime = (at: string): string =>
  Number.isNaN(Date.parse(at)) ? at : `${exact.format(new Date(at))} UTC`;
