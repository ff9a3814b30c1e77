export { visibility, type Visibility, type VisibilityParts } from "./visibility.ts";
