import type { Position } from "../log/position.ts";
import type { DataProduct, Row } from "../product/dataProduct.ts";
import { applyEvent } from "./applyEvent.ts";
import { quarantine } from "./foldBatch.ts";
import type { FoldState } from "./foldState.ts";
import { keysOf } from "./keysOf.ts";
import { at } from "./known.ts";
import { positionOf, type Quarantined, type Step } from "./step.ts";

/** Thrown when a fold asks for a row of another key. */
class OtherKey extends Error {
  constructor(readonly key: string) {
    super("another row is concerned");
  }
}

/**
 * Derives the rows of some keys from the own log, in memory, as if they were the whole product: every event that concerns
 * one of them is folded, in the order of the log. It begins before all events. What rows take from upstream is null.
 */
export class KeyedFold implements FoldState {
  readonly rows = new Map<string, Row>();
  readonly members = new Map<string, Set<string>>();
  readonly quarantined: Quarantined[] = [];
  /** Positions of the events that were folded. */
  readonly folded: Position[] = [];
  /** Of each row, the last event that concerned it. */
  readonly lastEvents = new Map<string, Position>();
  /** The keys, and those of rows that events concern together with theirs. */
  readonly concerned: Set<string>;

  constructor(
    private readonly product: DataProduct,
    readonly keys: ReadonlySet<string>,
  ) {
    this.concerned = new Set(keys);
  }

  /** Whether other rows are concerned too: then these are not derived, and it is to be begun again with all of them. */
  get isWanting(): boolean {
    return this.concerned.size > this.keys.size;
  }

  /** Folds what of these concerns the keys, as long as that concerns no others. */
  fold(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.kind !== "event" || !this.#concerns(step)) continue;
      if (!this.isWanting) this.#foldOne(step);
    }
  }

  /** What retention removes at a horizon. */
  expire(horizon: Position): void {
    for (const key of [...this.rows.keys()]) {
      if ((this.lastEvents.get(key) ?? horizon + 1) > horizon) continue;
      this.rows.delete(key);
      this.members.delete(key);
    }
  }

  row(key: string): Row | null {
    if (!this.keys.has(key)) throw new OtherKey(key);
    return this.rows.get(key) ?? null;
  }

  set(key: string, row: Row | null): void {
    if (row === null) this.rows.delete(key);
    else this.rows.set(key, row);
  }

  isNewMember(key: string, member: string): boolean {
    return this.members.get(key)?.has(member) !== true;
  }

  addMember(key: string, member: string): void {
    at(this.members, key, () => new Set<string>()).add(member);
  }

  upstreamRow(): Row | null {
    return null;
  }

  referrers(): readonly string[] {
    return [];
  }

  #concerns(step: OwnEvent): boolean {
    const keys = this.#keysOf(step);
    if (!keys.some((key) => this.concerned.has(key))) return false;
    for (const key of keys) this.concerned.add(key);
    return true;
  }

  /** Of an event that cannot tell: none, it is quarantined whatever it would concern. */
  #keysOf(step: OwnEvent): readonly string[] {
    try {
      return [...keysOf(this.product, step.event)];
    } catch {
      return [];
    }
  }

  #foldOne(step: OwnEvent): void {
    try {
      const effect = applyEvent(this.product, step.event, this);
      for (const { key } of effect.rows) this.row(key);
      for (const { key, row } of effect.rows) {
        this.set(key, row);
        this.lastEvents.set(key, positionOf(step));
      }
      for (const { key, member } of effect.members) this.addMember(key, member);
      this.folded.push(positionOf(step));
    } catch (error) {
      if (error instanceof OtherKey) this.concerned.add(error.key);
      else this.quarantined.push(quarantine(step, error));
    }
  }
}

type OwnEvent = Extract<Step, { kind: "event" }>;
