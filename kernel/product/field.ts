import { type Mask, maskFits } from "../policy/mask.ts";
import type { Rule } from "../policy/rule.ts";

/** What a value is. `list` holds one of the scalar types. */
export type FieldType =
  | { readonly name: "id" | "text" | "int" | "bigint" | "float" | "boolean" | "date" | "timestamp" }
  | { readonly name: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly name: "enum"; readonly values: readonly string[]; readonly open: boolean }
  | { readonly name: "list"; readonly of: FieldType };

/**
 * How sensitive a field is. `personal` values are masked unless the policy entitles the consumer;
 * an `identifier` names a person (or links to one) without telling anything else about them.
 * Both are stored as envelopes.
 */
export type Classification = "internal" | "personal" | "identifier";

/** Everything known about a field, as plain data. */
export interface FieldSpec {
  readonly type: FieldType;
  readonly description: string;
  readonly unit?: string;
  /** A term of the company's glossary. */
  readonly meaning?: string;
  readonly optional: boolean;
  readonly classification: Classification;
  readonly mask?: Mask;
  readonly read?: Rule;
  readonly write?: Rule;
  readonly indexed: boolean;
}

/**
 * A field under declaration. Immutable: every method answers a new one. `V` is the type of its values in a
 * row: strings for id, text, bigint, decimal, enum, date (`YYYY-MM-DD`) and timestamp
 * (`YYYY-MM-DDTHH:MM:SS.sssZ`), so that no value ever loses precision on the way.
 */
export class Field<V> {
  declare readonly value: V;

  constructor(readonly spec: FieldSpec) {}

  /** What the field means, in one sentence. Every field of a product needs one. */
  describe(description: string): Field<V> {
    return new Field({ ...this.spec, description });
  }

  /** The unit of a number: `points`, `EUR`, `events`. */
  unit(unit: string): Field<V> {
    return new Field({ ...this.spec, unit });
  }

  /**
   * What the field stands for, as a term of the company's glossary: `risk-adjusted score`. Words of a description may
   * be improved; another meaning makes another field, and so a new major version.
   */
  means(term: string): Field<V> {
    return new Field({ ...this.spec, meaning: term });
  }

  /** May be null. */
  optional(): Field<V | null> {
    return new Field({ ...this.spec, optional: true });
  }

  /** Names the person the row is about; erasure follows it. */
  subject(): Field<V> {
    return new Field({ ...this.spec, classification: "identifier" });
  }

  /**
   * Personal data, shown masked to those the policy does not entitle.
   * Throws TypeError when the mask would not yield a value of the field's own type.
   */
  personal(options: { readonly mask: Mask }): Field<V> {
    if (!maskFits(options.mask, this.spec.type.name)) {
      throw new TypeError(`mask ${options.mask} does not yield a value of type ${this.spec.type.name}`);
    }
    return new Field({ ...this.spec, classification: "personal", mask: options.mask });
  }

  /** Only these consumers, of those who may read the product, may read the field. */
  readableBy(read: Rule): Field<V> {
    return new Field({ ...this.spec, read });
  }

  /** Only these consumers, of those who may write the product, may submit the field's values. */
  writableBy(write: Rule): Field<V> {
    return new Field({ ...this.spec, write });
  }

  /** Kept in an index, so that filters and orders by it stay cheap on large products. */
  indexed(): Field<V> {
    return new Field({ ...this.spec, indexed: true });
  }
}
