import type { Position } from "../log/position.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import type { ProductRef } from "../product/names.ts";
import { bytewise } from "./batchState.ts";
import type { FoldState } from "./foldState.ts";
import { at } from "./known.ts";
import { KeysBy } from "./keysBy.ts";
import type { UpstreamChange } from "./step.ts";

/** A row in memory, and the last own event that concerned it, whether it changed it or not. */
export interface MemoryRow {
  row: Row;
  lastEvent: Position;
}

/** What was changed since it was last asked for. */
export interface Unwritten {
  /** Keys of rows that were changed, touched or removed. */
  readonly keys: ReadonlySet<string>;
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What an entry of a map costs besides its texts, in bytes, by what V8 takes for it. */
const ENTRY = 220;
const FIELD = 16;
/** V8 keeps texts with one byte a character, or two; this takes all for the longer. */
const CHARACTER = 2;

/** The whole state of a product in memory: what is not there does not exist, so a step is folded in one pass. */
export class MemoryState implements FoldState {
  readonly rows = new Map<string, MemoryRow>();
  readonly members = new Map<string, Set<string>>();
  readonly upstream = new Map<ProductRef, Map<string, Row>>();
  readonly #keysBy: ReadonlyMap<string, KeysBy>;
  #lastTouched = 0 as Position;
  #bytes = 0;
  #unwritten: { keys: Set<string>; members: Map<string, Set<string>> } | undefined;

  constructor(product: DataProduct) {
    const joined = product.from.flatMap((input) => (input.kind === "join" ? [input.by] : []));
    const others = [...new Set(joined)].filter((field) => field !== product.key);
    this.#keysBy = new Map(others.map((field) => [field, new KeysBy()]));
  }

  /** About how much memory the state takes. */
  get bytes(): number {
    return this.#bytes;
  }

  row(key: string): Row | null {
    return this.rows.get(key)?.row ?? null;
  }

  set(key: string, row: Row | null): void {
    const before = this.rows.get(key);
    if (before !== undefined) this.#forget(key, before.row);
    this.#unwritten?.keys.add(key);
    if (row === null) return void this.rows.delete(key);
    if (before === undefined) this.rows.set(key, { row, lastEvent: this.#lastTouched });
    else before.row = row;
    this.#remember(key, row);
  }

  /** Says that an own event concerns a row, before the row is changed by it. */
  touch(key: string, position: Position): void {
    this.#lastTouched = position;
    const found = this.rows.get(key);
    if (found === undefined) return;
    found.lastEvent = position;
    this.#unwritten?.keys.add(key);
  }

  isNewMember(key: string, member: string): boolean {
    return this.members.get(key)?.has(member) !== true;
  }

  addMember(key: string, member: string): void {
    at(this.members, key, () => new Set<string>()).add(member);
    this.#bytes += ENTRY / 2 + member.length * CHARACTER;
    if (this.#unwritten !== undefined) {
      at(this.#unwritten.members, key, () => new Set<string>()).add(member);
    }
  }

  upstreamRow(product: ProductRef, key: string): Row | null {
    return this.upstream.get(product)?.get(key) ?? null;
  }

  /** Takes over what became of an upstream's row, once the rows that join it have been folded. */
  follow(product: ProductRef, { key, row }: Pick<UpstreamChange, "key" | "row">): void {
    const rows = at(this.upstream, product, () => new Map<string, Row>());
    if (!rows.has(key)) this.#bytes += ENTRY;
    if (row === null) rows.delete(key);
    else rows.set(key, row);
    if (row !== null) this.#bytes += textBytes(row);
  }

  referrers(_product: ProductRef, by: string, upstreamKey: string): readonly string[] {
    const index = this.#keysBy.get(by);
    if (index === undefined) return this.rows.has(upstreamKey) ? [upstreamKey] : [];
    return index.keys(upstreamKey).toSorted(bytewise);
  }

  /** Puts in a row as it was written. */
  load(key: string, { row, lastEvent }: MemoryRow): void {
    this.rows.set(key, { row, lastEvent });
    this.#remember(key, row);
  }

  /** Removes the rows whose last event stands at the horizon or before it, with what was counted for them. */
  expire(horizon: number): void {
    for (const [key, { row, lastEvent }] of this.rows) {
      if (lastEvent > horizon) continue;
      this.#forget(key, row);
      this.rows.delete(key);
      this.members.delete(key);
    }
  }

  /** What changed since this was last called; undefined the first time, when it is everything. */
  takeUnwritten(): Unwritten | undefined {
    const taken = this.#unwritten;
    this.#unwritten = { keys: new Set(), members: new Map() };
    return taken;
  }

  #remember(key: string, row: Row): void {
    this.#bytes += ENTRY + textBytes(row);
    for (const [field, index] of this.#keysBy) index.add(row[field], key);
  }

  #forget(key: string, row: Row): void {
    this.#bytes -= ENTRY + textBytes(row);
    for (const [field, index] of this.#keysBy) index.remove(row[field], key);
  }
}

function textBytes(row: Row): number {
  let bytes = 0;
  for (const name in row) {
    const value = row[name];
    bytes += FIELD + (typeof value === "string" ? value.length * CHARACTER : 0);
    if (Array.isArray(value)) bytes += JSON.stringify(value).length * CHARACTER;
  }
  return bytes;
}
