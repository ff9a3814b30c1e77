import type { EventDeclaration, RecordedEvent } from "../event/event.ts";
import type { Aggregate } from "./aggregate.ts";
import type { Field } from "./field.ts";
import type { ProductRef } from "./names.ts";

/** The removal of a row. */
export interface Removal {
  readonly removed: string;
}

/** Says that the row with this key no longer belongs to the product. */
export const remove = (key: string): Removal => ({ removed: key });

/**
 * What an event makes of rows: a patch names the row by its key, sets the fields it holds and keeps the
 * others; a list of them changes several rows; nothing changes nothing.
 */
export type Change<R> = Partial<R> | Removal | readonly (Partial<R> | Removal)[] | undefined;

/** What an accumulating fold is told besides row and event. */
export interface FoldContext {
  readonly key: string;
  /** Whether `distinct` named this member for the first time for this key; false without `distinct`. */
  readonly firstSeen: boolean;
}

/** Events that change rows without looking at them. */
export interface EventInput<R> {
  readonly kind: "events";
  readonly event: EventDeclaration;
  readonly fold: (event: RecordedEvent) => Change<R>;
}

/** Events that change rows depending on what is in them. */
export interface AccumulatingInput<R> {
  readonly kind: "accumulate";
  readonly event: EventDeclaration;
  readonly key: (event: RecordedEvent) => string | readonly string[] | undefined;
  readonly distinct?: (event: RecordedEvent) => string;
  readonly accumulate: (row: R | undefined, event: RecordedEvent, context: FoldContext) => Change<R>;
}

/**
 * Events that change rows by aggregates: `set` says what each field is made of. It is data and no code, so a replay
 * may leave it to the database (kernel/postgres/sql).
 */
export interface FoldInput {
  readonly kind: "fold";
  readonly event: EventDeclaration;
  /** The types, of those declared together, that are folded. */
  readonly of: readonly string[];
  /** The path of the payload that holds the row's key. An event without one concerns no row. */
  readonly key: string;
  readonly set: Readonly<Record<string, Aggregate>>;
}

/** Another product, as its contract is relied upon: its key and the fields that are read. */
export interface Upstream<U = unknown> {
  readonly product: ProductRef;
  readonly key: string;
  readonly fields: Readonly<Record<string, Field<unknown>>>;
  /** Only there for the type. */
  readonly row?: U;
}

/** Fields taken from the row of another product whose key stands in one of this product's fields. */
export interface JoinInput {
  readonly kind: "join";
  readonly upstream: Upstream;
  readonly by: string;
  readonly take: Readonly<Record<string, string>>;
}

export type Input<R> = EventInput<R> | AccumulatingInput<R> | FoldInput | JoinInput;

/** The paths of a payload, through objects in it. */
export type PathOf<D> = {
  [P in keyof D & string]:
    | P
    | (NonNullable<D[P]> extends readonly unknown[]
        ? never
        : NonNullable<D[P]> extends object
          ? `${P}.${PathOf<NonNullable<D[P]>>}`
          : never);
}[keyof D & string];

/** The kinds of input, for rows of type `R`. */
export interface InputBuilders<R> {
  /** Rows from events: the fold answers what the event makes of which rows. It must be pure. */
  readonly on: <D>(event: EventDeclaration<D>, fold: (event: RecordedEvent<D>) => Change<R>) => EventInput<R>;
  /**
   * Rows from events and what was there before: `key` names the rows an event concerns, `fold` is called once
   * for each with the row as it is. `distinct` lets a fold count members without keeping them in the row.
   */
  readonly accumulate: <D>(
    event: EventDeclaration<D>,
    options: {
      readonly key: (event: RecordedEvent<D>) => string | readonly string[] | undefined;
      readonly distinct?: (event: RecordedEvent<D>) => string;
      readonly fold: (row: R | undefined, event: RecordedEvent<D>, context: FoldContext) => Change<R>;
    },
  ) => AccumulatingInput<R>;
  /**
   * Rows from events by aggregates: `fold(CreditScored, { key: "customerId", set: { score: latest("score") } })`.
   * `of` narrows it to some of the types that are declared together.
   */
  readonly fold: <D>(
    event: EventDeclaration<D>,
    options: {
      readonly key: PathOf<D>;
      readonly of?: readonly string[];
      readonly set: Readonly<Partial<Record<keyof R & string, Aggregate<PathOf<D>>>>>;
    },
  ) => FoldInput;
  /** Fields of another product, kept as they change there; null while there is no such row. */
  readonly join: <U>(
    upstream: Upstream<U>,
    options: {
      readonly by: keyof R & string;
      readonly take: Readonly<Partial<Record<keyof R & string, keyof U & string>>>;
    },
  ) => JoinInput;
}

/** The builders; one object serves every product, since rows are only typed at compile time. */
export const inputBuilders: InputBuilders<never> = Object.freeze({
  on: (event: EventDeclaration, fold: unknown) => ({ kind: "events", event, fold }),
  accumulate: (event: EventDeclaration, { fold, ...options }: { fold: unknown }) => ({
    kind: "accumulate",
    event,
    ...options,
    accumulate: fold,
  }),
  fold: (event: EventDeclaration, options: Pick<FoldInput, "key" | "set"> & Partial<FoldInput>) => ({
    kind: "fold",
    event,
    of: options.of ?? event.types,
    key: options.key,
    set: options.set,
  }),
  join: (upstream: Upstream, options: object) => ({ kind: "join", upstream, ...options }),
}) as unknown as InputBuilders<never>;

/**
 * Names another context's product by its contract, never by its code: `upstream("customer-profiles@1",
 * { key: "customerId", fields: { customerId: id().subject(), segment: text().optional() } })`.
 */
export function upstream<F extends Record<string, Field<unknown>>>(
  product: ProductRef,
  contract: { readonly key: keyof F & string; readonly fields: F },
): Upstream<{ [P in keyof F]: F[P]["value"] }> {
  return { product, ...contract };
}
