import fc from "fast-check";

/** Choices that fast-check makes, remembers and makes smaller when a property does not hold. */
export interface Choices {
  /** A whole number from 0 to `max`. */
  readonly upTo: (max: number) => number;
  readonly oneOf: <T>(values: readonly T[]) => T;
  readonly someOf: <T>(values: readonly T[]) => readonly T[];
  readonly maybe: () => boolean;
}

/** Choices made by a generator of fast-check (`fc.gen`). */
export function choicesOf(generate: fc.GeneratorValue): Choices {
  const upTo = (max: number): number => generate(fc.nat, { max });
  return {
    upTo,
    oneOf: (values) => {
      const chosen = values[upTo(values.length - 1)];
      if (chosen === undefined) throw new TypeError("there is nothing to choose from");
      return chosen;
    },
    someOf: (values) => values.filter(() => generate(fc.boolean)),
    maybe: () => generate(fc.boolean),
  };
}
