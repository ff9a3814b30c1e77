/** Hive Gateway with the Rust planner; `SUPERGRAPH` and `PORT` come from the environment. */
import { defineConfig } from "@graphql-hive/gateway";
import { unifiedGraphHandler } from "@graphql-hive/router-runtime";

export const gatewayConfig = defineConfig({
  supergraph: process.env.SUPERGRAPH,
  unifiedGraphHandler,
  host: "127.0.0.1",
  port: Number(process.env.PORT),
  landingPage: false,
  graphiql: false,
  pollingInterval: 0,
  logging: "error",
});
