import { keyOfEvent, presenceInEvent, typesSql, valueOfEvent } from "./eventSql.ts";
import { countSql, extremeSql, meanSql, sumSql } from "./finalSql.ts";
import type { FieldPlan, FoldPlan } from "./foldPlan.ts";
import { stateColumns } from "./stateColumns.ts";

/** Where a statement reads, and the log position up to which. */
export interface LogRange {
  readonly log: string;
  readonly upTo: number;
}

/** The columns of a row, each an expression with the name it goes by. */
export type Columns = readonly (readonly [name: string, expression: string])[];

/**
 * The rows of a product from nothing but its log, as a query with the columns of its table in order and `last`, the
 * position of the last event of each: one pass groups the events by key, a second looks up those whose values are the
 * newest or the first.
 */
export function rowsStatement(plan: FoldPlan, { log, upTo }: LogRange): string {
  const pass = onePass(plan);
  const values = [...pass.values].map(([value, alias]) => `${value} as ${alias}`);
  const aggregates = [...pass.aggregates].map(([value, alias]) => `${value} as ${alias}`);
  const lookups = [...pass.lookups].map(([at, alias]) => {
    const always = at === "last" ? "" : "left ";
    return `${always}join ${log} ${alias} on ${alias}.seq_id = g.${at}`;
  });
  const selected = pass.columns.map(([name, expression]) => `${expression} as ${name}`);
  return `with e as (
      select ${[`${keyOfEvent(plan, "l")} as key`, "l.seq_id", ...values].join(", ")} from ${log} l
      where l.event_type in (${typesSql(plan.types)}) and l.seq_id <= ${Number(upTo)} ${ONCE}),
    g as (select ${["key", "max(seq_id) as last", ...aggregates].join(", ")} from e where key is not null group by key)
    select ${[`g.key as ${plan.key.name}`, ...selected, "g.last"].join(", ")} from g ${lookups.join(" ")}`;
}

/** Keeps PostgreSQL from moving expressions outwards, where each would be computed again for every use. */
export const ONCE = "offset 0";

/** What a pass over the events finds for each key; expressions by alias, so that fields share what they have in common. */
class Pass {
  readonly values = new Map<string, string>();
  readonly aggregates = new Map<string, string>();
  readonly lookups = new Map<string, string>();
  readonly columns: (readonly [string, string])[] = [];

  constructor(readonly plan: FoldPlan) {}

  value(expression: string): string {
    return named(this.values, expression, "v");
  }

  aggregate(expression: string): string {
    return named(this.aggregates, expression, "a");
  }

  /** The alias of the event at a position that was found. */
  lookup(position: string): string {
    return named(this.lookups, position, "w");
  }

  /** Which events count for a field, as a clause for its aggregates. */
  filter(field: FieldPlan): string {
    const present = presenceInEvent(this.plan, field, "l");
    return present === undefined ? "" : ` filter (where ${this.value(present)})`;
  }
}

function named(names: Map<string, string>, expression: string, prefix: string): string {
  const known = names.get(expression) ?? `${prefix}${names.size}`;
  names.set(expression, known);
  return known;
}

function onePass(plan: FoldPlan): Pass {
  const pass = new Pass(plan);
  for (const field of plan.fields) pass.columns.push([field.column.name, fieldSql(pass, field)]);
  for (const [name, field, part] of stateColumns(plan))
    pass.columns.push([name, stateSql(pass, field, part)]);
  return pass;
}

function fieldSql(pass: Pass, field: FieldPlan): string {
  switch (field.aggregate.kind) {
    case "latest":
    case "first":
      return valueOfEvent(pass.plan, field, winner(pass, field));
    case "count":
      return countSql(field, `g.${pass.aggregate(`count(*)${pass.filter(field)}`)}`);
    case "countDistinct":
      return countSql(field, `g.${pass.aggregate(`count(distinct ${memberOf(pass, field)})`)}`);
    case "sum":
      return sumSql(field, `g.${sumOf(pass, field)}`);
    case "average":
      return meanSql(field, `g.${sumOf(pass, field)}`, `g.${numberOf(pass, field)}`);
    case "min":
    case "max":
      return extremeSql(field, `g.${pass.aggregate(`${field.aggregate.kind}(${valueOf(pass, field)})`)}`);
  }
}

const valueOf = (pass: Pass, field: FieldPlan): string => pass.value(valueOfEvent(pass.plan, field, "l"));
const memberOf = valueOf;
const sumOf = (pass: Pass, field: FieldPlan): string => pass.aggregate(`sum(${valueOf(pass, field)})`);
const numberOf = (pass: Pass, field: FieldPlan): string => pass.aggregate(`count(${valueOf(pass, field)})`);

/** The event whose value the field has: its alias among those that are looked up again. */
function winner(pass: Pass, field: FieldPlan): string {
  const { aggregate } = field;
  const filter = pass.filter(field);
  if (aggregate.kind === "first") return pass.lookup(pass.aggregate(`min(seq_id)${filter}`));
  if (aggregate.kind === "latest" && aggregate.by === "occurredAt") {
    const time = pass.value("(extract(epoch from l.occurred_at) * 1000)::bigint");
    return pass.lookup(pass.aggregate(`(max(array[${time}, seq_id])${filter})[2]`));
  }
  return pass.lookup(filter === "" ? "last" : pass.aggregate(`max(seq_id)${filter}`));
}

function stateSql(pass: Pass, field: FieldPlan, part: "at" | "sum" | "count"): string {
  if (part === "at") return `${winner(pass, field)}.occurred_at`;
  if (part === "count") return `nullif(g.${numberOf(pass, field)}, 0)`;
  return `g.${sumOf(pass, field)}`;
}
