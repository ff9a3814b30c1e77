import type { LeftRebuild, OnProgress } from "@datamesh/kernel/postgres";

const QUIET = 2_000;
const PAUSE = 1_000;

/**
 * Tells how far a replay is, how fast it goes and how long it will take: after the first two seconds, then every
 * second. What it had done before it was asked first, when it goes on with an earlier one, is not counted as its speed.
 */
export function tellProgress(
  what: string,
  say: (line: string) => void,
  now: () => number = () => performance.now(),
): OnProgress {
  const begun = now();
  let next = begun + QUIET;
  let first: number | undefined;
  return ({ events, of, isOneStatement }) => {
    first ??= events;
    const moment = now();
    if (moment < next) return;
    next = moment + PAUSE;
    if (isOneStatement === true) {
      return say(
        `${what}: ${whole(of)} events, derived by the database for ${duration((moment - begun) / 1_000)} now`,
      );
    }
    const perSecond = ((events - first) * 1_000) / (moment - begun);
    const share = of === 0 ? 100 : Math.floor((events / of) * 100);
    say(`${what}: ${whole(events)} of ${whole(of)} events (${share}%)${pace(perSecond, of - events)}`);
  };
}

/** What a rebuild says of one that was cut off. */
export const tellLeft = (what: string, left: LeftRebuild): string =>
  "discarded" in left
    ? `${what}: beginning anew; a rebuild that was cut off is of no use: ${left.discarded}`
    : `${what}: going on with a rebuild that was cut off, after ${whole(left.events)} events`;

function pace(perSecond: number, left: number): string {
  if (perSecond < 1) return "";
  return `, ${whole(perSecond)} events/s, ${duration(left / perSecond)} left`;
}

function duration(seconds: number): string {
  const rounded = Math.ceil(Math.max(0, seconds));
  if (rounded < 60) return `${rounded} s`;
  if (rounded < 3_600) return `${Math.floor(rounded / 60)} min ${rounded % 60} s`;
  return `${Math.floor(rounded / 3_600)} h ${Math.floor((rounded % 3_600) / 60)} min`;
}

const whole = (value: number): string => Math.round(value).toLocaleString("en");
