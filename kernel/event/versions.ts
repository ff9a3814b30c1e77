import type { EventDeclaration } from "./event.ts";

/** A declaration with the earlier ones that lead to it, newest first. */
export function versionChain(newest: EventDeclaration): readonly EventDeclaration[] {
  return newest.upcast === undefined ? [newest] : [newest, ...versionChain(newest.upcast.from)];
}

/** The declaration by which a recorded version of a type is read; undefined if no chain leads from it. */
export function versionOf(
  newest: EventDeclaration,
  type: string,
  version: number,
): EventDeclaration | undefined {
  let each: EventDeclaration | undefined = newest;
  while (each !== undefined && each.version !== version) each = each.upcast?.from;
  return each?.types.includes(type) === true ? each : undefined;
}

/** The versions of a type that are read, in words: `version 3, and 1 and 2 by upcast`. */
export function readableVersions(newest: EventDeclaration, type: string): string {
  const earlier = versionChain(newest)
    .slice(1)
    .filter((each) => each.types.includes(type))
    .map(({ version }) => version)
    .toReversed();
  return earlier.length === 0
    ? `version ${newest.version}`
    : `version ${newest.version}, and ${earlier.join(" and ")} by upcast`;
}

/** A payload of an earlier version, opened, as one of the newest. Throws what a step throws. */
export function upcastPayload(newest: EventDeclaration, version: number, payload: unknown): unknown {
  const { upcast } = newest;
  if (upcast === undefined || newest.version === version) return payload;
  return upcast.step(upcastPayload(upcast.from, version, payload) as never);
}
