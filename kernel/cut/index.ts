export type { CutAnswer, CutQuestion, InputPositions, ProductQuestion } from "./cutQuestion.ts";
export { readCut, writeCut } from "./cutText.ts";
export { type Cut, isProductRef, parseProductCut, type ProductCut, productCutText } from "./productCut.ts";
