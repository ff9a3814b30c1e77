export { headerOf, type HttpReply, type HttpRequest, jsonAnswer, type Route } from "./httpMessage.ts";
export { healthRoutes, type IsReady, subgraphRoutes } from "./routes.ts";
export { type HttpServerOptions, type RunningHttpServer, serveHttp } from "./serveHttp.ts";
