import type { Answer, Mesh, Operation, RequestContext } from "../types.ts";
import type { Explaining } from "./explaining.ts";
import { explain } from "./explanation.ts";

/** The mesh, which says how it answers where that is asked for (`context.explain`). */
export function explainedMesh(mesh: Mesh, clock: () => Date): Mesh {
  const explained = async (
    operation: Operation,
    context: RequestContext,
    explaining: Explaining,
  ): Promise<Answer> => {
    const began = performance.now();
    const answer = await mesh.answer(operation, context);
    const milliseconds = performance.now() - began;
    const explanation = await explain({ mesh, answer, explaining, context, milliseconds, now: clock() });
    return { ...answer, explanation };
  };
  return {
    ...mesh,
    answer: (operation, context) =>
      context.explain === undefined
        ? mesh.answer(operation, context)
        : explained(operation, context, context.explain),
  };
}
