/** A product version as addresses and contracts name it: `customer-profiles@1`. */
export const refOf = ({ name, major }: { readonly name: string; readonly major: number }): string =>
  `${name}@${major}`;

/** The parts of such a name; undefined when it is none. */
export function readRef(ref: string): { readonly name: string; readonly major: number } | undefined {
  const [, name, major] = /^([a-z][a-z0-9-]*)@(\d{1,9})$/.exec(ref) ?? [];
  return name === undefined ? undefined : { name, major: Number(major) };
}
