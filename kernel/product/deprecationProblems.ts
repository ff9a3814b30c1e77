import { checkValue } from "./checkValue.ts";
import type { DataProduct } from "./dataProduct.ts";
import { productRef } from "./names.ts";

const REF = /^[a-z][a-z0-9-]*@[1-9]\d*$/;

/** What is wrong with the announced end of a product version: its days, and what is named in its place. */
export function deprecationProblems({ name, major, deprecated }: DataProduct): readonly string[] {
  if (deprecated === undefined) return [];
  const { since, sunset, use } = deprecated;
  const problems = [
    ...(["since", "sunset"] as const)
      .filter((which) => !isDay(deprecated[which]))
      .map((which) => `deprecated.${which} "${deprecated[which]}" is not a day YYYY-MM-DD`),
  ];
  if (problems.length === 0 && sunset <= since) {
    problems.push(`deprecated.sunset ${sunset} is not after deprecated.since ${since}`);
  }
  if (!REF.test(use)) problems.push(`deprecated.use "${use}" is not a product: write name@major`);
  else if (use === productRef(name, major)) problems.push(`deprecated.use names this very version`);
  return problems;
}

function isDay(day: string): boolean {
  try {
    checkValue({ name: "date" }, day, "day");
    return true;
  } catch {
    return false;
  }
}
