import type { Mesh } from "../types.ts";
import { explain } from "./explanation.ts";

/** The mesh, which says how it answers where that is asked for (`context.explain`). */
export function explainedMesh(mesh: Mesh, clock: () => Date): Mesh {
  return {
    ...mesh,
    answer: async (operation, context) => {
      if (context.explain === undefined) return mesh.answer(operation, context);
      const began = performance.now();
      const answer = await mesh.answer(operation, context);
      const milliseconds = performance.now() - began;
      const explanation = await explain({
        mesh,
        answer,
        explaining: context.explain,
        context,
        milliseconds,
        now: clock(),
      });
      return { ...answer, explanation };
    },
  };
}
