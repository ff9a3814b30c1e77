import type { EventDeclaration, Upcast } from "../event/event.ts";
import { versionChain } from "../event/versions.ts";
import { leafPaths, upcastPaths } from "../lineage/upcastPaths.ts";

/**
 * Upcasts that would lay personal data open: what comes from a protected value of the version before must be protected
 * in the version it becomes part of. A step that cannot be followed, while there is something to protect, is a problem.
 */
export const upcastProblems = (newest: EventDeclaration): readonly string[] =>
  versionChain(newest).flatMap((each) => (each.upcast === undefined ? [] : stepProblems(each, each.upcast)));

function stepProblems(to: EventDeclaration, upcast: Upcast): readonly string[] {
  const protectedBefore = protectedIn(upcast.from);
  const open = leafPaths(to).filter((path) => !protectedIn(to).some((each) => isWithin(path, each)));
  if (protectedBefore.length === 0 || open.length === 0) return [];
  const step = `the upcast of ${to.types[0]} from version ${upcast.from.version} to ${to.version}`;
  const carried = upcastPaths(upcast);
  if (carried === undefined) {
    return [
      `${step} cannot be followed, and version ${upcast.from.version} holds personal values: answer one object, without calling anything outside`,
    ];
  }
  return open.flatMap((path) => {
    const from = carried(path).sources.find((source) =>
      protectedBefore.some((each) => touches(source, each)),
    );
    if (from === undefined) return [];
    return [
      `${step} makes ${path} of ${from}, which is protected there: declare ${path} personal or subject`,
    ];
  });
}

const protectedIn = (declaration: EventDeclaration): readonly string[] =>
  declaration.protected.map(({ path }) => ["data", ...path].join("."));

/** Whether one path is the other or lies in it. */
const isWithin = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`);
const touches = (path: string, other: string): boolean => isWithin(path, other) || isWithin(other, path);
