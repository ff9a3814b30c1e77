import type { Request } from "../plan/planNode.ts";

type Variables = Readonly<Record<string, unknown>>;

/** The body of a request without its last brace, and a start of its variables that `more` goes on with. */
export type RequestBody = (variables: Variables, more?: string) => string;

/** Compiles what the bodies of a request have in common. `more` are further variables: members of a JSON object. */
export function requestBody({ operation, operationName, variables: used }: Request): RequestBody {
  const name = operationName === undefined ? "" : `,"operationName":${JSON.stringify(operationName)}`;
  const start = `{"query":${JSON.stringify(operation)}${name}`;
  const labels = used.map((variable) => [variable, `${JSON.stringify(variable)}:`] as const);
  return (variables, more = "") => {
    let members = more;
    for (const [variable, label] of labels) {
      const value = variables[variable];
      if (value === undefined) continue;
      members = `${label}${JSON.stringify(value)}${members === "" ? "" : ","}${members}`;
    }
    return members === "" ? `${start}}` : `${start},"variables":{${members}}}`;
  };
}
