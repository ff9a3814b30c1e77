import type { Reading } from "../settings.ts";

/**
 * Reads a positive whole number for each member, from `PREFIX_MEMBER_NAME`, as it is unless given; what is none
 * becomes a problem of the reading.
 */
export function readNumbers<Name extends string>(
  prefix: string,
  defaults: Readonly<Record<Name, number>>,
  reading: Pick<Reading, "env" | "problems">,
): Readonly<Record<Name, number>> {
  const entries = Object.entries<number>(defaults).map(([name, otherwise]) => {
    const setting = settingOf(prefix, name);
    return [name, readNumber(setting, reading) ?? otherwise] as const;
  });
  return Object.freeze(Object.fromEntries(entries)) as Readonly<Record<Name, number>>;
}

/** A positive whole number; undefined where none is set, or none that can be used, which becomes a problem. */
export function readNumber(
  setting: string,
  { env, problems }: Pick<Reading, "env" | "problems">,
): number | undefined {
  const text = env(setting);
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  problems.push(`${setting} "${text}" is not a whole number from 1 on`);
  return undefined;
}

/** `DATAMESH_LIMIT` and `rootFields` are `DATAMESH_LIMIT_ROOT_FIELDS`. */
const settingOf = (prefix: string, name: string): string =>
  `${prefix}_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
