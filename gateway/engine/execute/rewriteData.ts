import type { Rewrite, RewriteStep } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { isObject, type JsonObject } from "./run.ts";

/** Changes an object of JSON, or each of a list, in place. */
export type RewriteData = (value: unknown) => void;

/** Compiles rewrites of the planner; undefined when there are none. */
export function rewriter(rewrites: readonly Rewrite[], satisfies: Satisfies): RewriteData | undefined {
  if (rewrites.length === 0) return undefined;
  const all = rewrites.map((each) => compileRewrite(each, satisfies));
  return (value) => {
    for (const rewrite of all) rewrite(value);
  };
}

function compileRewrite(rewrite: Rewrite, satisfies: Satisfies): RewriteData {
  const last = rewrite.path.at(-1);
  if (last?.kind !== "key") throw new TypeError("a plan that rewrites something else than a key");
  const change =
    rewrite.kind === "set" ? setValue(last.name, rewrite.value) : renameKey(last.name, rewrite.to);
  const steps = rewrite.path.slice(0, -1);
  return steps.reduceRight<RewriteData>(
    (next, step) => eachObject(stepInto(step, next, satisfies)),
    eachObject(change),
  );
}

type Change = (value: JsonObject) => void;

function setValue(key: string, value: string): Change {
  return (object) => {
    object[key] = value;
  };
}

function renameKey(key: string, to: string): Change {
  return (object) => {
    const value = object[key];
    if (value === undefined) return;
    delete object[key];
    object[to] = value;
  };
}

function stepInto(step: RewriteStep, next: RewriteData, satisfies: Satisfies): Change {
  if (step.kind === "key") return (object) => next(object[step.name]);
  return (object) => {
    const type = object["__typename"];
    if (typeof type !== "string" || step.names.some((name) => satisfies(type, name))) next(object);
  };
}

function eachObject(change: Change): RewriteData {
  const each: RewriteData = (value) => {
    if (Array.isArray(value)) value.forEach(each);
    else if (isObject(value)) change(value);
  };
  return each;
}
