/** ApolloServer with @apollo/gateway on a supergraph: `node apolloGateway.mjs SUPERGRAPH PORT`. */
import { readFileSync } from "node:fs";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";

const [file, port] = process.argv.slice(2);
process.env.NODE_ENV = "production";
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(file, "utf8") });
const server = new ApolloServer({ gateway, csrfPrevention: false, introspection: false });
await startStandaloneServer(server, { listen: { port: Number(port), host: "127.0.0.1" } });
process.on("SIGTERM", () => process.exit(0));
