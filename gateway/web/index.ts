export type { Example } from "./example.ts";
export { openWeb } from "./openWeb.ts";
export type { TokenSigner } from "./developmentSession.ts";
export { readSignIn, type SignInConfig } from "./signInConfig.ts";
