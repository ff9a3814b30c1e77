export { playgroundRoutes, type Example } from "./playgroundRoutes.ts";
