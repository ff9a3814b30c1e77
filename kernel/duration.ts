import { MeshError } from "./errors.ts";

/** A year is the Julian one of 365.25 days; `m` is a minute, and there are no months. */
const SECONDS_PER_UNIT = new Map([
  ["ms", 0.001],
  ["s", 1],
  ["m", 60],
  ["h", 3_600],
  ["d", 86_400],
  ["y", 31_557_600],
]);

/**
 * Reads a duration such as `100ms`, `45s`, `30m`, `1h`, `7d` or `7y` as seconds, whole but for `ms`. Anything
 * else, a sign, a fraction or a space included, fails with BAD_USER_INPUT.
 */
export function parseDuration(text: string): number {
  const [, amount, unit = ""] = /^(\d{1,8})([a-z]+)$/.exec(text) ?? [];
  const seconds = SECONDS_PER_UNIT.get(unit);
  if (seconds === undefined) throw notADuration(text);
  return Number(amount) * seconds;
}

function notADuration(text: string): MeshError {
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  return new MeshError(
    "BAD_USER_INPUT",
    `${shown} is not a duration: write a whole number and a unit, such as 100ms, 45s, 30m, 1h, 7d or 7y`,
  );
}
