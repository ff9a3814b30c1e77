export { playgroundRoutes, type Example } from "./playgroundRoutes.ts";
export { readSignIn, type SignInConfig, type SignInEndpoints } from "./signInConfig.ts";
