import { openSql } from "../../envelope/index.ts";
import type { Inputs } from "../../projection/changeFeed.ts";
import { OWN_LOG } from "../../projection/index.ts";
import { isSealed } from "../columns/index.ts";
import { literal } from "../identifier.ts";
import { type Column, columnsOf } from "../products/columnsOf.ts";
import { type FeedRelations, relationOf } from "../projection/feedRelation.ts";
import type { FoldPlan } from "./foldPlan.ts";
import { changedSql, versionsStatement } from "./historyStatement.ts";
import type { JoinPlan } from "./joinPlan.ts";
import type { LogRange } from "./rowsStatement.ts";

/** The recorded commits whose history is told: up to one of them, which folded up to a cut. */
export interface RecordedRange extends LogRange {
  readonly cuts: string;
  readonly last: number;
  readonly cut: Inputs;
}

/**
 * The history of a product that joins others, as recorded commits led to it: a query of `position`, `input`,
 * `input_position` and the fields.
 *
 * Everything that can change a row is a step with a place: the commit (`c`), within it own events before the changes of
 * each upstream in turn (`k`), and its position there (`p`). An own event changes its own row; a change of an upstream
 * those that point to it at its place. What a step takes from an upstream is what was changed there last before it.
 */
export function joinedHistory(plan: FoldPlan, feeds: FeedRelations, range: RecordedRange): string {
  const own = plan.fields.map(({ column }) => column);
  const taken = plan.joins.flatMap(({ take }) => take.map(({ mine }) => mine));
  const names = [...own, ...taken].map(({ name }) => name);
  const key = plan.key.name;
  return `with commits as materialized (${commits(plan, range)}),
    own as materialized (
      select v.*, ${commitOf("v.seq_id", "own")} as c from (${versionsStatement(plan, range)}) v),
    spans as (select *, lead(c) over (partition by ${key} order by seq_id) as next_c from own),
    ${plan.joins.map((join, index) => `u${index} as materialized (${changes(join, index, feeds, range)})`).join(",\n    ")},
    steps as (
      select ${key}, c, 0 as k, seq_id as p, 0 as j${listed(own)} from own
      ${plan.joins.map((join, index) => `union all ${reached(plan, join, index, own)}`).join("\n      ")}),
    s0 as (select distinct on (${key}, c, k, p) * from steps order by ${key}, c, k, p, j),
    ${plan.joins.map((join, index) => `s${index + 1} as (${following(plan, join, index, own)})`).join(",\n    ")},
    versions as (
      select s.${key}, s.c, s.k, s.p, s.j${listed(own, "s.")}${takenFrom(plan.joins)}
      from s${plan.joins.length} s
      ${plan.joins.map((_, index) => `left join u${index} t${index} on t${index}.p = s.up${index} and not t${index}.removed`).join(" ")}),
    told as (
      select *, ${changedSql(key, names)} as changed from versions
      window by_key as (partition by ${key} order by c, k, p))
    select row_number() over (order by c, k, p, j, ${isSealed(plan.key.stored) ? openSql(key) : key}) as position,
      ${inputName(plan)} as input, p as input_position, ${namesOf(columnsOf(plan.product.fields))}
    from told where changed`;
}

const namesOf = (columns: readonly Column[]): string => columns.map(({ name }) => name).join(", ");
const listed = (columns: readonly Column[], prefix = ""): string =>
  columns.map(({ name }) => `, ${prefix}${name}`).join("");

/** Where the inputs stood at each commit, one array for each input, in the order of commits. */
function commits({ joins }: FoldPlan, { cuts, last }: RecordedRange): string {
  const at = (input: string): string =>
    `array_agg(coalesce((inputs->${literal(input)}->>'position')::bigint, 0) order by cut)`;
  const upstreams = joins.map(({ product }, index) => `${at(product)} as u${index}`);
  return `select ${[`${at(OWN_LOG)} as own`, ...upstreams].join(", ")} from ${cuts} where cut <= ${Number(last)}`;
}

/** The commit that folded a position of an input: the first that stood there or further. */
const commitOf = (position: string, input: string): string =>
  `width_bucket(${position} - 1, (select ${input} from commits))`;

function changes(
  { product, key, take }: JoinPlan,
  index: number,
  feeds: FeedRelations,
  { cut }: RecordedRange,
): string {
  const { history } = relationOf(feeds, product);
  const taken = take.map(({ theirs, mine }) => `${theirs.name} as ${mine.name}`);
  return `select ${["position as p", `${key.name} as fk`, "removed", ...taken].join(", ")}, ${commitOf("position", `u${index}`)} as c
          from ${history} where position <= ${Number(cut[product]?.position ?? 0)}`;
}

/** The rows that point to a changed one at its place, with their own fields as they are there. */
function reached({ key }: FoldPlan, { by, turn }: JoinPlan, index: number, own: readonly Column[]): string {
  return `select o.${key.name}, u.c, ${turn + 1}, u.p, ${index}${listed(own, "o.")}
          from u${index} u join spans o on o.${by.name} = u.fk and u.c >= o.c and (o.next_c is null or u.c < o.next_c)`;
}

/** The steps with `up`, the position of the upstream's last change before each or at it. */
function following(plan: FoldPlan, { by, turn }: JoinPlan, index: number, own: readonly Column[]): string {
  const known = plan.joins.slice(0, index).map((_, before) => `up${before}`);
  const columns = [plan.key, ...own];
  const nothing = columns.map(({ parameterType }) => `null::${parameterType}`);
  const carried = [...columns.map(({ name }) => name), "j", ...known].join(", ");
  return `select c, k, p, ${carried}, up${index} from (
      select c, k, p, ${carried}, is_step, max(up) over (partition by fk order by c, k, p) as up${index} from (
        select c, k, p, ${carried}, true as is_step, ${by.name} as fk, null::bigint as up from s${index}
        union all
        select c, ${turn + 1}, p, ${[...nothing, "null::integer", ...known.map(() => "null::bigint")].join(", ")}, false, fk, p
        from u${index}) mixed) placed where is_step`;
}

const takenFrom = (joins: readonly JoinPlan[]): string =>
  joins.flatMap(({ take }, index) => take.map(({ mine }) => `, t${index}.${mine.name}`)).join("");

function inputName({ joins }: FoldPlan): string {
  const turns = new Map(joins.map(({ turn, product }) => [turn + 1, product]));
  const whens = [...turns].map(([k, product]) => `when ${k} then ${literal(product)}`);
  return `case k ${whens.join(" ")} else '${OWN_LOG}' end`;
}
