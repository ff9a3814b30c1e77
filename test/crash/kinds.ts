import type { CrashKind } from "../support/crash/crashKind.ts";
import { clockMoved } from "./clockMoved.ts";
import { connectionsCut } from "./connectionsCut.ts";
import { diskFull } from "./diskFull.ts";
import { postgresKilled } from "./postgresKilled.ts";
import { projectorKilled } from "./projectorKilled.ts";
import { rebuildKilled } from "./rebuildKilled.ts";

/** Everything that crash tests make go wrong. */
export const KINDS: readonly CrashKind[] = Object.freeze([
  projectorKilled,
  rebuildKilled,
  postgresKilled,
  connectionsCut,
  diskFull,
  clockMoved,
]);
