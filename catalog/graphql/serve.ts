import { ApolloServer, type ApolloServerPlugin, type BaseContext } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { MeshError, z } from "@datamesh/kernel";
import { errorCode, formatError, type Subgraph, type SubgraphProblem } from "@datamesh/kernel/graphql";
import type { GraphQLSchema } from "graphql";
