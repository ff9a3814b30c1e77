import { allow, and, chain, deny, or, race } from "./loadShield.ts";
import { isJoin, isRule } from "./ruleParts.ts";

/** What a rule says: that it allows, that it does not, or the error it refuses with. */
export type Said = boolean | Error;

/** Evaluates a rule: at once, where nothing in it has to wait. Never throws or rejects: that is a refusal. */
export type Judge = (parent: object | undefined, args: object, context: object) => Said | Promise<Said>;

/**
 * A rule as graphql-shield 7.6.5 evaluates it (its `rules.js`, without `debug`), but without a promise for each part of it:
 * most rules look at the consumer and know at once. Undefined for what is left to graphql-shield itself: rules that
 * are cached, and all that is neither a rule, nor `allow`, `deny`, or some of these joined.
 */
export function judgeOf(each: unknown): Judge | undefined {
  if (isRule(each)) return each.cache === "no_cache" ? ofRule(each) : undefined;
  if (isJoin(each)) {
    const parts = each.getRules().map(judgeOf);
    const join = JOINS.get(each.constructor);
    return parts.includes(undefined) ? undefined : join?.(parts as readonly Judge[]);
  }
  return CONSTANT.get((each as object | undefined)?.constructor);
}

type Join = (parts: readonly Judge[]) => Judge;

const CONSTANT = new Map<unknown, Judge>([
  [allow.constructor, () => true],
  [deny.constructor, () => false],
]);

const isTrue = (said: Said): boolean => said === true;

const JOINS = new Map<unknown, Join>([
  [and().constructor, (parts) => atOnce(parts, (all) => (all.every(isTrue) ? true : refusalOf(all)))],
  [or().constructor, (parts) => atOnce(parts, (all) => (all.some(isTrue) ? true : refusalOf(all)))],
  [chain().constructor, (parts) => inTurn(parts, false)],
  [race().constructor, (parts) => inTurn(parts, true)],
]);

const refusalOf = (all: readonly Said[]): Said => all.find((said) => said instanceof Error) ?? false;

interface Rule {
  func(parent: object | undefined, args: object, context: object): unknown;
}

function ofRule(each: object): Judge {
  const rule = each as Rule;
  return (parent, args, context) => {
    try {
      const answer = rule.func(parent, args, context);
      return isThenable(answer) ? Promise.resolve(answer).then(saidBy, refused) : saidBy(answer);
    } catch {
      return false;
    }
  };
}

function saidBy(answer: unknown): Said {
  if (answer instanceof Error) return answer;
  return typeof answer === "string" ? new Error(answer) : answer === true;
}

const refused = (): false => false;

const isThenable = (answer: unknown): boolean =>
  typeof answer === "object" && answer !== null && typeof (answer as { then?: unknown }).then === "function";

/** All of them, whatever the others say. */
function atOnce(parts: readonly Judge[], joined: (all: readonly Said[]) => Said): Judge {
  return (parent, args, context) => {
    const said = parts.map((judge) => judge(parent, args, context));
    return said.some((each) => each instanceof Promise)
      ? Promise.all(said.map(async (each) => each)).then(joined)
      : joined(said as readonly Said[]);
  };
}

/**
 * One after the other, to the first that says what decides. Of errors the last one counts: that is the one that graphql-shield
 * answers with.
 */
function inTurn(parts: readonly Judge[], deciding: boolean): Judge {
  const from = (start: number, asked: Parameters<Judge>, before: Error | undefined): Said | Promise<Said> => {
    let error = before;
    for (let index = start; index < parts.length; index++) {
      const said = (parts[index] as Judge)(...asked);
      if (said instanceof Promise)
        return said.then((each) => (isDecided(each) ? each : from(index + 1, asked, errorOf(each, error))));
      if (isDecided(said)) return said;
      error = errorOf(said, error);
    }
    return deciding ? (error ?? false) : true;
  };
  const isDecided = (said: Said): boolean => isTrue(said) === deciding;
  return (...asked) => from(0, asked, undefined);
}

const errorOf = (said: Said, before: Error | undefined): Error | undefined =>
  said instanceof Error ? said : before;
