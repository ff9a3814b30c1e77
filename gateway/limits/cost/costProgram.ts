import { sum } from "../measureSelections.ts";
import { type ListSize, sizeWith } from "./listSize.ts";

/** A cost: a number, or the step of a program that finds it out with the variables of a request. */
export type Cost = number | { readonly step: number };

/** A cost that depends on variables: a number, and others times a size each. */
interface Step {
  readonly constant: number;
  readonly parts: readonly { readonly size: ListSize; readonly of: Cost }[];
}

/** Adds up costs as they become known; steps arise only where a variable has a say. */
export interface CostProgram {
  /** A cost made of others, each times a size. */
  total(constant: number, parts: readonly { readonly size: ListSize; readonly of: Cost }[]): Cost;
  /** What a cost is with these variables. Stays at MAX_SAFE_INTEGER from there on. */
  evaluate(cost: Cost, variables: Readonly<Record<string, unknown>>): number;
}

/** An empty program. Every step depends on earlier ones alone, so that one pass evaluates all of them once. */
export function costProgram(): CostProgram {
  const steps: Step[] = [];
  return {
    total: (constant, parts) => {
      const unknown = parts.filter(({ size, of }) => typeof size !== "number" || typeof of !== "number");
      const known = parts.reduce(
        (all, { size, of }) =>
          typeof size === "number" && typeof of === "number" ? sum(all, product(size, of)) : all,
        constant,
      );
      const [only, ...others] = unknown;
      if (only === undefined) return known;
      if (known === 0 && only.size === 1 && others.length === 0) return only.of;
      return { step: steps.push({ constant: known, parts: unknown }) - 1 };
    },
    evaluate: (cost, variables) => {
      if (typeof cost === "number") return cost;
      const found: number[] = [];
      const value = (of: Cost): number => (typeof of === "number" ? of : (found[of.step] ?? 0));
      for (const { constant, parts } of steps) {
        let all = constant;
        for (const { size, of } of parts) all = sum(all, product(sizeWith(size, variables), value(of)));
        found.push(all);
      }
      return value(cost);
    },
  };
}

/** Rounded up: half an object is not to be had. */
function product(size: number, cost: number): number {
  return Math.min(Math.ceil(size * cost), Number.MAX_SAFE_INTEGER);
}
