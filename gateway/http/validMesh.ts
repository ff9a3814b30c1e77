import { validateSchema } from "graphql";
import type { Logger } from "pino";
import type { Mesh } from "../types.ts";
import type { CurrentMesh } from "./meshGateway.ts";

/** The current mesh as long as its schema is valid; a mesh whose schema is not is logged, and the one before stays. */
export function validMesh(mesh: CurrentMesh, log: Pick<Logger, "error">): CurrentMesh & { stop(): void } {
  let seen: Mesh | undefined;
  let served: Mesh | undefined;
  const current = (): Mesh | undefined => {
    const next = mesh.current();
    if (next === seen) return served;
    seen = next;
    const problems = next === undefined ? [] : validateSchema(next.apiSchema).map(({ message }) => message);
    if (problems.length === 0) served = next;
    else log.error({ problems }, "a schema is refused, the previous one stays");
    return served;
  };
  const stop = mesh.onChange(() => void current());
  return { current, onChange: (listener) => mesh.onChange(listener), stop };
}
