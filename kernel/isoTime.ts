/** `YYYY-MM-DDTHH:MM:SS.sssZ` with a year from 1000 to 9999: what logs and products hold. */
const TIME = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Of these nothing has to be looked up in a calendar; they are most. */
const PLAIN_TIME =
  /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Whether the text is a moment in UTC as logs and products hold it. */
export const isIsoTime = (text: string): boolean =>
  PLAIN_TIME.test(text) || (TIME.test(text) && !Number.isNaN(Date.parse(text)));

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
