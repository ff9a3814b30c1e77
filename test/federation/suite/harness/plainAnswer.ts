import {
  defaultFieldResolver,
  execute,
  type ExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
} from "graphql";
import { rootValue } from "./rootValue.ts";
import type { Question, SampleData } from "./scenario.ts";

/** What graphql-js answers over one schema that has all the data; what is lost there fails. */
export async function plainAnswer(
  plain: GraphQLSchema,
  { query, variables, operationName, lost = [] }: Question,
  data: SampleData,
): Promise<ExecutionResult> {
  const document = parse(query);
  const resolve: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
    if (lost.includes(`${info.parentType.name}.${info.fieldName}`)) throw new Error("lost");
    return defaultFieldResolver(source, args, context, info) as unknown;
  };
  const result = await execute({
    schema: plain,
    document,
    operationName,
    variableValues: variables,
    rootValue: rootValue(document, data, operationName),
    fieldResolver: resolve,
  });
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}
