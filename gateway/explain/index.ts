export { asksForExplanation } from "./asksForExplanation.ts";
export { explainedMesh } from "./explainedMesh.ts";
export { type Explaining, explaining } from "./explaining.ts";
export type { Explanation } from "./explanation.ts";
