/** `YYYY-MM-DDTHH:MM:SS.sssZ` with a year from 1000 to 9999: what logs and products hold. */
const TIME = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Whether the text is a moment in UTC as logs and products hold it. */
export const isIsoTime = (text: string): boolean => TIME.test(text) && !Number.isNaN(Date.parse(text));

/**
 * A moment as PostgreSQL prints it in UTC (`2011-10-01 06:08:58.2+00`) in the form of logs and products. By its
 * letters, since Date takes years before 100 for years of the last century.
 */
export function isoTime(printed: string): string {
  const [, day = "", time = "", fraction = ""] =
    /^(\S+) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?\+00$/.exec(printed) ?? [];
  if (day === "") throw new TypeError(`"${printed}" is no moment in UTC`);
  return `${day}T${time}.${fraction.padEnd(3, "0")}Z`;
}
