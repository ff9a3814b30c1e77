/** The value of a cell. */
export type Cell = string | number | boolean | null;

/** A row: its cells by the names of their columns. */
export type Row = Readonly<Record<string, Cell>>;

/** A list in an answer, as a table. */
export interface RowList {
  /** Where it is in the answer, without list indices; rows of connections are at their nodes. */
  readonly path: readonly string[];
  /** Names of columns; those of nested objects are dotted: `customer.name`. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

type Json = Readonly<Record<string, unknown>>;

/** The lists of an answer, the outermost of each branch; where there are none, each object at its root as one row. */
export function rowLists(data: Json): readonly RowList[] {
  const lists = listsIn(data, []);
  if (lists.length > 0) return lists;
  return Object.entries(data).flatMap(([name, value]) => (isObject(value) ? [tableOf([name], [value])] : []));
}

function listsIn(object: Json, path: readonly string[]): readonly RowList[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const here = [...path, name];
    if (isRows(value)) return [tableOf(here, value)];
    if (!isObject(value)) return [];
    const { nodes, edges } = value;
    if (isRows(nodes)) return [tableOf([...here, "nodes"], nodes)];
    if (isRows(edges)) return [tableOf([...here, "edges", "node"], edges.map(nodeOf))];
    return listsIn(value, here);
  });
}

function tableOf(path: readonly string[], objects: readonly Json[]): RowList {
  const rows = objects.map((object) => Object.fromEntries(cellsOf(object, "")));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  // An object that is null in some rows leaves a column of its own besides those of its fields.
  const columns = names.filter((name) => !names.some((other) => other.startsWith(`${name}.`)));
  return { path, columns, rows };
}

function cellsOf(object: Json, prefix: string): readonly (readonly [string, Cell])[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const column = `${prefix}${name}`;
    return isObject(value) ? cellsOf(value, `${column}.`) : [[column, cellOf(value)] as const];
  });
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  const isFlat = Array.isArray(value) && value.every((each) => typeof each !== "object");
  return isFlat ? value.join(", ") : JSON.stringify(value);
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isRows = (value: unknown): value is readonly Json[] => Array.isArray(value) && value.every(isObject);

const nodeOf = ({ node }: Json): Json => (isObject(node) ? node : {});
