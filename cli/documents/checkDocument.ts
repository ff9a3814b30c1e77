import { GraphQLError, type GraphQLSchema, Kind, parse, specifiedRules, validate } from "graphql";
import {
  checkDocument as checkLimits,
  costViolation,
  type FindCost,
  limitError,
  type Limits,
} from "../../gateway/limits/index.ts";
import type { DocumentProblem, FoundDocument } from "./readDocuments.ts";

/** What a document is held against: what the gateway would say of it. */
export interface DocumentChecks {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  /** Over the same schema. */
  readonly findCost: (operation: Parameters<FindCost>[1]) => ReturnType<FindCost>;
}

/**
 * Why the gateway would refuse a document whatever its variables: it does not parse, does not fit the schema, has no
 * operation, exceeds a limit, or costs too much with the sizes that are assumed where variables say nothing.
 */
export function checkDocument(found: FoundDocument, checks: DocumentChecks): readonly DocumentProblem[] {
  const at = (line: number, message: string): DocumentProblem => ({
    file: found.file,
    line: found.spread ? line : found.line,
    message,
  });
  const violation = checkLimits(found.text, checks.limits);
  if (violation !== undefined) return [at(1, limitError(violation).message)];
  try {
    const document = parse(found.text);
    const errors = validate(checks.schema, document, specifiedRules);
    if (errors.length > 0) return errors.map((each) => at(each.locations?.[0]?.line ?? 1, each.message));
    const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (operations.length === 0) return [at(1, "the document has no operation")];
    return operations.flatMap(({ name, loc }) => {
      const named = name === undefined ? {} : { operationName: name.value };
      const tooCostly = costViolation(checks.findCost({ document, variables: {}, ...named }));
      return tooCostly === undefined ? [] : [at(loc?.startToken.line ?? 1, limitError(tooCostly).message)];
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [at(error.locations?.[0]?.line ?? 1, error.message)];
  }
}
