import { type ShapeParts, slotsOf } from "../complete/slots.ts";
import type { PlanNode } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { entityJoin, type Joining } from "./entityJoin.ts";
import { ENTITIES, type JoinRun, type JoinStep } from "./joinRun.ts";
import { rootJoin } from "./rootJoin.ts";
import { type WriteRow, valueWriter } from "./writeRows.ts";

/** A plan that is executed by putting together texts of what subgraphs answer. */
export interface JoinedText {
  /** Whether everything could be read. */
  readonly fetch: (run: JoinRun) => Promise<boolean>;
  /** The JSON of the data, in UTF-8; undefined where something is missing that has to be told of. */
  readonly write: (run: JoinRun) => Buffer | undefined;
}

/**
 * Compiles a plan that begins with one root field of rows, or of a page of them, and goes on with entities that rows
 * name; undefined for any other. Of an answer that is read so nothing is parsed: regular expressions find the values of
 * each row, and take only what `passableText` takes.
 */
export function joinedText(plan: PlanNode, parts: ShapeParts, satisfies: Satisfies): JoinedText | undefined {
  if (plan.kind !== "sequence" && plan.kind !== "fetch") return undefined;
  const [first, ...rest] = plan.kind === "fetch" ? [plan] : plan.nodes;
  const root = first?.kind === "fetch" ? rootJoin(parts, first) : undefined;
  const type = parts.schema.getQueryType();
  if (root === undefined || !type) return undefined;
  const joining: Joining = { parts, satisfies, root };
  const sources = { count: ENTITIES };
  const steps = rest.map((each) => stepOf(joining, each, sources));
  if (steps.includes(undefined)) return undefined;
  const [slot, ...others] = slotsOf(parts, type);
  if (slot?.kind !== "fetched" || slot.fetched !== root.key || others.length > 0) return undefined;
  const writeValue = valueWriter(parts, slot, root.known);
  if (writeValue === undefined) return undefined;
  const fetch = inTurn([root.step, ...(steps as readonly JoinStep[])]);
  const start = Buffer.from(`{${JSON.stringify(slot.key)}:`).toString("latin1");
  return {
    fetch: async (run) => (await fetch(run)) ?? true,
    write: (run) => write(run, start, writeValue),
  };
}

function write(run: JoinRun, start: string, writeValue: WriteRow): Buffer | undefined {
  const text = `${start}${writeValue(run, 0)}}`;
  return run.isLost ? undefined : Buffer.from(text, "latin1");
}

/** In the order of the plan, in which sources are numbered. */
function stepOf(joining: Joining, node: PlanNode, sources: { count: number }): JoinStep | undefined {
  if (node.kind === "entities") return entityJoin(joining, node, sources.count++);
  if (node.kind !== "sequence" && node.kind !== "parallel") return undefined;
  const steps = node.nodes.map((each) => stepOf(joining, each, sources));
  if (steps.includes(undefined)) return undefined;
  return (node.kind === "sequence" ? inTurn : atOnce)(steps as readonly JoinStep[]);
}

function inTurn(steps: readonly JoinStep[]): JoinStep {
  return async (run) => {
    for (const step of steps) {
      const pending = step(run);
      if (pending !== undefined && !(await pending)) return false;
    }
    return true;
  };
}

function atOnce(steps: readonly JoinStep[]): JoinStep {
  return (run) => {
    const pending = steps.map((step) => step(run)).filter((each) => each !== undefined);
    return pending.length === 0 ? undefined : allOf(pending);
  };
}

const allOf = async (pending: readonly Promise<boolean>[]): Promise<boolean> =>
  (await Promise.all(pending)).every(Boolean);
