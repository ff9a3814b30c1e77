/** A part of an event beside its payload. */
export interface EventPart {
  readonly part: "occurredAt" | "recordedAt" | "type";
}

/** When the event happened. */
export const occurredAt: EventPart = Object.freeze({ part: "occurredAt" });
/** When the log took it in. */
export const recordedAt: EventPart = Object.freeze({ part: "recordedAt" });
/** The event's type. */
export const eventType: EventPart = Object.freeze({ part: "type" });

/** Where an aggregate finds its values: a path of the payload (`score`, `address.country`) or a part beside it. */
export type Source<P extends string = string> = P | EventPart;

/**
 * What a declarative fold makes a field of. An event without the value (absent from its payload) leaves every field
 * as it is; null is a value for `latest` alone.
 */
export type Aggregate<P extends string = string> =
  | { readonly kind: "latest"; readonly of: Source<P>; readonly by: "position" | "occurredAt" }
  | { readonly kind: "count"; readonly of: Source<P> | null }
  | {
      readonly kind: "first" | "countDistinct" | "sum" | "average" | "min" | "max";
      readonly of: Source<P>;
    };

/** Which of two events is the later one; `occurredAt` has the position in the log as its tie-break. */
export interface LatestOptions {
  readonly by: "position" | "occurredAt";
}

/**
 * The value of the newest event: by its position in the log, or, with `{ by: "occurredAt" }`, by when it happened, so
 * that an event that comes late does not overwrite a newer fact.
 */
export const latest = <const S extends Source>(
  of: S,
  options: LatestOptions = { by: "position" },
): Aggregate<Extract<S, string>> => frozen({ kind: "latest", of, by: options.by });

/** The value of the first event, by position, that has one. */
export const first = <const S extends Source>(of: S): Aggregate<Extract<S, string>> =>
  frozen({ kind: "first", of });

/** How many events there are; with a source, how many have a value there. Begins at 0. */
export const count = <const S extends Source = EventPart>(of?: S): Aggregate<Extract<S, string>> =>
  frozen({ kind: "count", of: of ?? null });

/** How many different values there are. Begins at 0. */
export const countDistinct = <const S extends Source>(of: S): Aggregate<Extract<S, string>> =>
  frozen({ kind: "countDistinct", of });

/** The exact sum of whole numbers or decimals; floats are refused, since their sum depends on its order. Begins at 0. */
export const sum = <const S extends Source>(of: S): Aggregate<Extract<S, string>> =>
  frozen({ kind: "sum", of });

/** The mean of whole numbers or decimals, rounded half away from zero to the scale of its decimal field. */
export const average = <const S extends Source>(of: S): Aggregate<Extract<S, string>> =>
  frozen({ kind: "average", of });

/** The least value; text compares bytewise. */
export const min = <const S extends Source>(of: S): Aggregate<Extract<S, string>> =>
  frozen({ kind: "min", of });

/** The greatest value; text compares bytewise. */
export const max = <const S extends Source>(of: S): Aggregate<Extract<S, string>> =>
  frozen({ kind: "max", of });

/** A source that is no path limits nothing: it is a part of every event. */
const frozen = <S extends Source>(aggregate: Aggregate): Aggregate<Extract<S, string>> =>
  Object.freeze(aggregate) as Aggregate<Extract<S, string>>;

/** The path of a source in the terms of lineage: `data.score`, `occurredAt`. */
export const sourcePath = (source: Source): string =>
  typeof source === "string" ? `data.${source}` : source.part;
