import { type DocumentNode, visit } from "graphql";
import { LRUCache } from "lru-cache";
import { type Collected, collectSelections, type Selection } from "../authorize/collectSelections.ts";
import { holds } from "../authorize/conditions.ts";
import type { Refusal } from "../authorize/evaluateRules.ts";
import { type OperationParts, operationParts } from "../authorize/operationParts.ts";
import type { Operation } from "../types.ts";
import { type Coerced, variableCoercer } from "./coerceVariables.ts";
import { type CompilingParts, compileVariant, type OperationVariant } from "./operationVariant.ts";

/** What is worked out once per operation, whoever asks and with whichever variables. */
export interface PreparedOperation extends Collected {
  readonly parts: OperationParts;
  /** A response key that starts none of the operation's own. */
  readonly typeKey: string;
  /** Every response path that is selected, joined by spaces. */
  readonly paths: ReadonlySet<string>;
  /** The variables of a request as the operation takes them. */
  coerce(given: Variables): Coerced;
  /** The selections that count with these variables. */
  counted(variables: Variables): readonly Selection[];
  /** What the operation is when these selections are refused, with these variables. Throws what planning throws. */
  variant(refusals: readonly Refusal[], variables: Variables): OperationVariant;
}

type Variables = Readonly<Record<string, unknown>>;

/** One for each set of refused selections and of conditions: rarely more than the roles that use an operation. */
const MOST_VARIANTS = 32;

/**
 * Prepares operations, keeping what it found as long as somebody keeps the document. Throws BAD_USER_INPUT
 * when the document has no such operation.
 */
export function operationPreparer(parts: CompilingParts): (operation: Operation) => PreparedOperation {
  const prepared = new WeakMap<DocumentNode, Map<string | undefined, PreparedOperation>>();
  return ({ document, operationName }) => {
    let ofDocument = prepared.get(document);
    if (ofDocument === undefined) prepared.set(document, (ofDocument = new Map()));
    let operation = ofDocument.get(operationName);
    if (operation === undefined)
      ofDocument.set(operationName, (operation = prepare(parts, document, operationName)));
    return operation;
  };
}

function prepare(
  compiling: CompilingParts,
  document: DocumentNode,
  operationName?: string,
): PreparedOperation {
  const parts = operationParts(document, operationName);
  const { selections, switches } = collectSelections(compiling.schema, parts);
  const typeKey = unusedKey(document);
  const indices = new Map(selections.map((each, index) => [each, index]));
  const decided = (variables: Variables): string => [...switches].map((name) => variables[name]).join();
  const counted = kept(({ variables }) =>
    selections.filter(({ conditions }) => holds(conditions, variables)),
  );
  const variants = kept((asked) => compileVariant(compiling, { parts, typeKey, selections, ...asked }));
  const coerce = variableCoercer(compiling.schema, parts.operation.variableDefinitions ?? []);
  let whole: OperationVariant | undefined;
  return {
    parts,
    coerce: switches.size === 0 ? coerce : (given) => decidedBy(switches, coerce(given)),
    selections,
    switches,
    typeKey,
    paths: new Set(selections.flatMap(({ uses }) => uses.map(({ path }) => path.join(" ")))),
    counted: (variables) =>
      switches.size === 0 ? selections : counted(decided(variables), { refusals: [], variables }),
    variant: (refusals, variables) => {
      // As most are, for most who ask.
      if (refusals.length === 0 && switches.size === 0)
        return (whole ??= compileVariant(compiling, { parts, typeKey, selections, refusals, variables }));
      const refused = refusals.map(({ selection }) => indices.get(selection)).join();
      return variants(`${refused};${switches.size === 0 ? "" : decided(variables)}`, { refusals, variables });
    },
  };
}

interface Asked {
  readonly refusals: readonly Refusal[];
  readonly variables: Variables;
}

/** Makes something once for each key, and keeps what was used last. */
function kept<Made extends object>(make: (asked: Asked) => Made): (key: string, asked: Asked) => Made {
  const known = new LRUCache<string, Made>({ max: MOST_VARIANTS });
  return (key, asked) => {
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = make(asked)));
    return made;
  };
}

/** A variable with a default may stand where null may not, and be null all the same. */
function decidedBy(switches: ReadonlySet<string>, coerced: Coerced): Coerced {
  if (coerced.problems.length > 0) return coerced;
  const undecided = [...switches].filter((name) => typeof coerced.variables[name] !== "boolean");
  const problems = undecided.map((name) => `variable "$${name}" must be true or false`);
  return { ...coerced, problems };
}

function unusedKey(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void used.add((alias ?? name).value) });
  let key = "type_";
  while ([...used].some((each) => each.startsWith(key))) key += "_";
  return key;
}
