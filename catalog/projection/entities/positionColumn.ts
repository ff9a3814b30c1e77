import type { ValueTransformer } from "typeorm";

/** Positions: `pg` answers 64-bit numbers as text, and none of ours is beyond 2^53. */
export const positionColumn: ValueTransformer = {
  to: (value: number) => value,
  from: (value: string) => Number(value),
};
