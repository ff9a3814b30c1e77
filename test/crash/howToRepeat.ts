import type { CrashKind } from "../support/crash/crashKind.ts";

/** The command that runs a kind with a seed once. */
export const howToRepeat = ({ name }: CrashKind, seed: number): string =>
  `npm run test:crash -- --only ${name} --seed ${seed} --runs 1`;
