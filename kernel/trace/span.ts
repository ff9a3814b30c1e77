/** What a span tells besides its name: of bounded variety, and never values of rows, tokens or statements' parameters. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

/** A piece of work within a trace. */
export interface Span {
  /** Names it to whoever is asked on its behalf (W3C Trace Context, 3.2). */
  readonly traceparent: string;
  /** Begins a piece of work that is part of this one. `asks` another process, or what could be one, unless it is done here. */
  child(name: string, facts?: SpanFacts, where?: "asks"): Span;
  note(facts: SpanFacts): void;
  /** Names it by what it has turned out to be. */
  rename(name: string): void;
  /** Ends it, with an error code if it failed. What ends for a second time has ended already. */
  end(failure?: string): void;
}

/** Where a span comes from. */
export interface SpanStart {
  readonly name: string;
  /** What the caller named its own span by, if it did; anything else than W3C Trace Context counts as absent. */
  readonly traceparent?: string | undefined;
  readonly facts?: SpanFacts;
}

/** Begins spans. */
export interface Tracer {
  /** Undefined when this work is not traced, which then costs nothing. */
  start(start: SpanStart): Span | undefined;
}

/** Traces nothing. */
export const noTracer: Tracer = Object.freeze({ start: () => undefined });
