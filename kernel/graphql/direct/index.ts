export { type AnswerDirectly, directAnswers, type DirectProduct } from "./directAnswer.ts";
