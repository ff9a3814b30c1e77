export { cutResolver, type CutResolverOptions, type ResolveCut } from "./cutResolver.ts";
