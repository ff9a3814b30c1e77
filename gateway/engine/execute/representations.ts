import type { EntityBatch, Targets } from "./entityBatch.ts";

/** The representations of one variable, each once. */
export interface Representations {
  /** By text, the index in the list. */
  readonly indices: Map<string, number>;
  /** The list without its brackets. */
  text: string;
}

/** What a request for entities asks: the representations by variable, and the targets of each batch. */
export interface Asked {
  readonly representations: ReadonlyMap<string, Representations>;
  readonly targets: readonly Targets[];
}

/** No representations yet. */
export const newRepresentations = (): Representations => ({ indices: new Map(), text: "" });

/** The representations of the variable that a batch has them in. */
export function ofVariable(
  representations: ReadonlyMap<string, Representations>,
  { variable }: Pick<EntityBatch, "variable">,
): Representations {
  return representations.get(variable) ?? newRepresentations();
}

/** They as members of a JSON object of variables. */
export function membersOf(representations: ReadonlyMap<string, Representations>): string {
  let text = "";
  for (const [variable, { text: list }] of representations) {
    text += `${text === "" ? "" : ","}${JSON.stringify(variable)}:[${list}]`;
  }
  return text;
}
