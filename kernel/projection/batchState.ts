import type { Row } from "../product/dataProduct.ts";
import type { ProductRef } from "../product/names.ts";
import type { FoldState } from "./foldState.ts";
import { at, type Known, noNeeds, type Needs } from "./known.ts";

/** Thrown inside a pass when a step asks for something not known yet; the step is folded again in the next pass. */
export class NotKnownYet extends Error {}

/**
 * The state a batch is folded against: what was there before, overlaid with what the batch has changed so far.
 * Asking for something unknown notes the need and throws NotKnownYet.
 */
export class BatchState implements FoldState {
  readonly needs: Needs = noNeeds();
  /** Rows the batch has changed, as they are now. */
  readonly changed = new Map<string, Row | null>();
  readonly newMembers = new Map<string, Set<string>>();
  readonly #keysBy = new Map<string, Map<unknown, Set<string>>>();

  constructor(
    private readonly known: Known,
    private readonly joinFields: readonly string[],
  ) {}

  row(key: string): Row | null {
    const row = this.changed.get(key) ?? (this.changed.has(key) ? null : this.known.rows.get(key));
    if (row === undefined) {
      this.needs.rows.add(key);
      throw new NotKnownYet();
    }
    return row;
  }

  set(key: string, row: Row | null): void {
    this.changed.set(key, row);
    if (row === null) return;
    for (const field of this.joinFields) {
      const keys = at(this.#keysBy, field, () => new Map<unknown, Set<string>>());
      at(keys, row[field], () => new Set<string>()).add(key);
    }
  }

  isNewMember(key: string, member: string): boolean {
    if (this.newMembers.get(key)?.has(member) === true) return false;
    const seen = this.known.members.get(key)?.get(member);
    if (seen === undefined) {
      at(this.needs.members, key, () => new Set<string>()).add(member);
      throw new NotKnownYet();
    }
    return !seen;
  }

  addMember(key: string, member: string): void {
    at(this.newMembers, key, () => new Set<string>()).add(member);
  }

  upstreamRow(product: ProductRef, key: string): Row | null {
    const row = this.known.upstream.get(product)?.get(key);
    if (row === undefined) {
      at(this.needs.upstream, product, () => new Set<string>()).add(key);
      throw new NotKnownYet();
    }
    return row;
  }

  /** Keys of the rows whose `by` field holds the upstream key now, in bytewise order. */
  referrers(product: ProductRef, by: string, upstreamKey: string): readonly string[] {
    const stored = this.known.referrers.get(product)?.get(upstreamKey);
    if (stored === undefined) {
      at(this.needs.referrers, product, () => new Set<string>()).add(upstreamKey);
      throw new NotKnownYet();
    }
    const candidates = new Set([...stored, ...(this.#keysBy.get(by)?.get(upstreamKey) ?? [])]);
    return [...candidates].filter((key) => this.row(key)?.[by] === upstreamKey).toSorted(bytewise);
  }
}

/** The order in which PostgreSQL compares texts under collation "C". */
export const bytewise = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
