import { type Context, logName, snakeCase } from "@datamesh/kernel/product";
import type { DescribedRegistration } from "./registration.ts";

/** Why a context is not the one it names: its log, schema or a product's events are another's. */
export function contextProblems({ context, products }: DescribedRegistration): readonly string[] {
  const own = logName(context.name);
  const logs = [...products.values()].flatMap(({ name, inputs }) =>
    inputs.flatMap((input) =>
      input.kind === "events" && input.log !== own
        ? [`product ${name} is derived from ${input.log}, not ${own}`]
        : [],
    ),
  );
  return [...placeProblems(context, own), ...logs];
}

function placeProblems({ name, log, schema }: Context, own: string): readonly string[] {
  if (log === own && schema === snakeCase(name)) return [];
  return [
    `context ${name} has log ${log} in schema ${schema}, which is not its own (${own} in ${snakeCase(name)})`,
  ];
}
