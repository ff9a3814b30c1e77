import { type ShapeParts, slotsOf } from "../complete/slots.ts";
import type { PlanNode } from "../plan/planNode.ts";
import type { Satisfies } from "../plan/typeConditions.ts";
import { entityJoin, type Joining } from "./entityJoin.ts";
import type { JoinRun, JoinStep } from "./joinRun.ts";
import { rootJoin } from "./rootJoin.ts";
import { type WriteRow, rowWriter } from "./writeRows.ts";

/** A plan that is executed by putting together texts of what subgraphs answer. */
export interface JoinedText {
  /** Whether everything could be read. */
  readonly fetch: (run: JoinRun) => Promise<boolean>;
  /** The JSON of the data, in UTF-8; undefined where something is missing that has to be told of. */
  readonly write: (run: JoinRun) => Buffer | undefined;
}

/**
 * Compiles a plan that begins with one root field of rows and goes on with entities that rows name; undefined for any other.
 * Of an answer that is read so nothing is parsed: regular expressions find the values of each row, and take only what
 * `passableText` takes.
 */
export function joinedText(plan: PlanNode, parts: ShapeParts, satisfies: Satisfies): JoinedText | undefined {
  if (plan.kind !== "sequence") return undefined;
  const [first, ...rest] = plan.nodes;
  const root = first?.kind === "fetch" ? rootJoin(parts, first) : undefined;
  const type = parts.schema.getQueryType();
  if (root === undefined || !type) return undefined;
  const joining: Joining = { parts, satisfies, rootKey: root.key, root: root.place };
  const sources = { count: 1 };
  const steps = rest.map((each) => stepOf(joining, each, sources));
  if (steps.includes(undefined)) return undefined;
  const [slot, ...others] = slotsOf(parts, type);
  if (slot?.kind !== "fetched" || slot.fetched !== root.key || others.length > 0) return undefined;
  if (slot.presenceKey !== undefined) return undefined;
  const writeRow = rowWriter(parts, root.place, slotsOf(parts, root.place.type, slot.nodes));
  if (writeRow === undefined) return undefined;
  const fetch = inTurn([root.step, ...(steps as readonly JoinStep[])]);
  return {
    fetch: async (run) => (await fetch(run)) ?? true,
    write: (run) => write(run, `{${JSON.stringify(slot.key)}:`, writeRow),
  };
}

function write(run: JoinRun, start: string, writeRow: WriteRow): Buffer | undefined {
  const rows = run.rows[0] ?? [];
  let text = Buffer.from(start).toString("latin1");
  if (run.isList) text += "[";
  for (let index = 0; index < rows.length; index++) {
    if (index > 0) text += ",";
    text += rows[index] === undefined ? "null" : writeRow(run, index);
  }
  return run.isLost ? undefined : Buffer.from(run.isList ? `${text}]}` : `${text}}`, "latin1");
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
