import { keyOfEvent, presenceInEvent, typesSql, valueOfEvent } from "./eventSql.ts";
import { countSql, extremeSql, meanSql, sumSql } from "./finalSql.ts";
import type { FieldPlan, FoldPlan } from "./foldPlan.ts";
import { type LogRange, ONCE } from "./rowsStatement.ts";
import { NotInSql } from "./sourceSql.ts";

/**
 * The row versions of a product from nothing but its log, as a query of the key, `seq_id` and the fields: one for each
 * event that changes its row.
 */
export function historyStatement(plan: FoldPlan, range: LogRange): string {
  const names = plan.fields.map((field) => field.column.name);
  if (alwaysChanges(plan)) return versionsStatement(plan, range);
  return `select ${[plan.key.name, "seq_id", ...names].join(", ")} from (
      select *, ${changedSql(plan.key.name, names)} as changed from (${versionsStatement(plan, range)}) versions
      window by_key as (partition by ${plan.key.name} order by seq_id)) told
    where changed`;
}

/** Whether a version is another than the one before it, over a window `by_key`. */
export const changedSql = (key: string, names: readonly string[]): string =>
  [
    `lag(${key}) over by_key is null`,
    ...names.map((name) => `${name} is distinct from lag(${name}) over by_key`),
  ].join(" or ");

/**
 * What each event makes of its row, whether it changes it or not: the key, `seq_id` and the fields. Each layer of windows
 * rests on the one before: which events count, how many so far, which value stands.
 */
export function versionsStatement(plan: FoldPlan, { log, upTo }: LogRange): string {
  const layers = new Layers(plan);
  const finals = plan.fields.map((field) => `${fieldSql(layers, field)} as ${field.column.name}`);
  return `with events as (
      select ${[`${keyOfEvent(plan, "l")} as key`, "l.seq_id", ...layers.selects(0)].join(", ")} from ${log} l
      where l.event_type in (${typesSql(plan.types)}) and l.seq_id <= ${Number(upTo)} ${ONCE}),
    flagged as (select ${["*", ...layers.selects(1)].join(", ")} from events where key is not null),
    counted as (select ${["*", ...layers.selects(2)].join(", ")} from flagged
      window so_far as (partition by key order by seq_id rows unbounded preceding)),
    standing as (select ${["*", ...layers.selects(3)].join(", ")} from counted
      window so_far as (partition by key order by seq_id rows unbounded preceding))
    select ${[`key as ${plan.key.name}`, "seq_id", ...finals].join(", ")} from standing
    window so_far as (partition by key order by seq_id rows unbounded preceding)`;
}

/** Whether every event of the plan changes its row, as each adds to a count. */
export const alwaysChanges = (plan: FoldPlan): boolean =>
  plan.fields.some(
    ({ aggregate, sources }) =>
      aggregate.kind === "count" &&
      aggregate.of === null &&
      covers(
        plan,
        sources.flatMap(({ types }) => types),
      ),
  );

const covers = (plan: FoldPlan, types: readonly string[]): boolean =>
  new Set(types).size === plan.types.length;

/** Expressions by layer and alias, so that fields share what they have in common. */
class Layers {
  readonly #layers: readonly Map<string, string>[] = [new Map(), new Map(), new Map(), new Map()];

  constructor(readonly plan: FoldPlan) {}

  add(layer: 0 | 1 | 2 | 3, expression: string): string {
    const names = this.#layers[layer] as Map<string, string>;
    const known = names.get(expression) ?? `${"vfnx"[layer]}${names.size}`;
    names.set(expression, known);
    return known;
  }

  selects(layer: 0 | 1 | 2 | 3): readonly string[] {
    return [...(this.#layers[layer] as Map<string, string>)].map(
      ([expression, alias]) => `${expression} as ${alias}`,
    );
  }

  /** Which events count for a field: a condition over the first layer. */
  present(field: FieldPlan): string | undefined {
    const present = presenceInEvent(this.plan, field, "l");
    return present === undefined ? undefined : this.add(0, present);
  }

  value(field: FieldPlan): string {
    return this.add(0, valueOfEvent(this.plan, field, "l"));
  }

  /** An aggregate over the events of a key so far. */
  soFar(aggregate: string, condition?: string): string {
    const filter = condition === undefined ? "" : ` filter (where ${condition})`;
    return this.add(2, `${aggregate}${filter} over so_far`);
  }
}

function fieldSql(layers: Layers, field: FieldPlan): string {
  const { aggregate } = field;
  switch (aggregate.kind) {
    case "latest":
      return aggregate.by === "position" ? latest(layers, field) : latestByTime(layers, field);
    case "first":
      return first(layers, field);
    case "count":
      return countSql(field, layers.soFar("count(*)", layers.present(field)));
    case "countDistinct":
      return countSql(field, layers.soFar("count(*)", isNew(layers, field)));
    case "sum":
      return sumSql(field, layers.soFar(`sum(${layers.value(field)})`));
    case "average": {
      const value = layers.value(field);
      const number = layers.soFar(`count(${value})`);
      return `case when ${number} > 0 then ${meanSql(field, layers.soFar(`sum(${value})`), number)} end`;
    }
    case "min":
    case "max":
      return extremeSql(field, layers.soFar(`${aggregate.kind}(${layers.value(field)})`));
  }
}

function latest(layers: Layers, field: FieldPlan): string {
  const present = layers.present(field);
  return present === undefined ? layers.value(field) : since(layers, field, present);
}

/** The value of the last event that met a condition: the first of those since its count went up. */
function since(layers: Layers, field: FieldPlan, condition: string): string {
  const number = layers.soFar("count(*)", condition);
  const value = layers.value(field);
  const standing = layers.add(3, `first_value(${value}) over (partition by key, ${number} order by seq_id)`);
  return `case when ${number} > 0 then ${standing} end`;
}

function latestByTime(layers: Layers, field: FieldPlan): string {
  const time = layers.add(0, "l.occurred_at");
  const present = layers.present(field);
  const known = `max(${time})${present === undefined ? "" : ` filter (where ${present})`} over (partition by key order by seq_id rows between unbounded preceding and 1 preceding)`;
  const isNewer = `${time} >= coalesce(${known}, '-infinity')`;
  return since(layers, field, layers.add(1, present === undefined ? isNewer : `(${present} and ${isNewer})`));
}

const UNORDERED = new Set(["boolean", "list"]);

function first(layers: Layers, field: FieldPlan): string {
  const value = layers.value(field);
  if (layers.present(field) === undefined) return layers.add(2, `first_value(${value}) over so_far`);
  if (UNORDERED.has(field.column.stored.type.name)) throw new NotInSql(`"${field.field}" has no order`);
  const number = layers.soFar(`count(${value})`);
  return layers.add(3, `max(case when ${number} = 1 then ${value} end) over so_far`);
}

/** Whether an event names a member that no earlier one of its key has named. */
function isNew(layers: Layers, field: FieldPlan): string {
  const member = layers.value(field);
  const number = `row_number() over (partition by key, ${member} order by seq_id)`;
  return layers.add(1, `(${member} is not null and ${number} = 1)`);
}
