/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Found($search: String) {\n    dataProducts(search: $search, first: 8) {\n      nodes {\n        name\n        major\n        title\n        owner {\n          team\n        }\n      }\n    }\n  }\n": typeof types.FoundDocument,
    "\n  query ProductHead($name: String!, $major: Int!) {\n    dataProduct(name: $name, major: $major) {\n      name\n      major\n      version\n      title\n      description\n      status\n      context\n      standing\n      position\n      quarantined\n      lastEventAt\n      key\n      graphqlType\n      owner {\n        team\n        contact\n      }\n      deprecation {\n        since\n        sunset\n        use\n      }\n      access {\n        effect\n        rule\n        because\n      }\n    }\n  }\n": typeof types.ProductHeadDocument,
    "\n  query Me {\n    me {\n      id\n      roles\n      teams\n      purposes\n      purpose\n    }\n  }\n": typeof types.MeDocument,
};
const documents: Documents = {
    "\n  query Found($search: String) {\n    dataProducts(search: $search, first: 8) {\n      nodes {\n        name\n        major\n        title\n        owner {\n          team\n        }\n      }\n    }\n  }\n": types.FoundDocument,
    "\n  query ProductHead($name: String!, $major: Int!) {\n    dataProduct(name: $name, major: $major) {\n      name\n      major\n      version\n      title\n      description\n      status\n      context\n      standing\n      position\n      quarantined\n      lastEventAt\n      key\n      graphqlType\n      owner {\n        team\n        contact\n      }\n      deprecation {\n        since\n        sunset\n        use\n      }\n      access {\n        effect\n        rule\n        because\n      }\n    }\n  }\n": types.ProductHeadDocument,
    "\n  query Me {\n    me {\n      id\n      roles\n      teams\n      purposes\n      purpose\n    }\n  }\n": types.MeDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Found($search: String) {\n    dataProducts(search: $search, first: 8) {\n      nodes {\n        name\n        major\n        title\n        owner {\n          team\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FoundDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductHead($name: String!, $major: Int!) {\n    dataProduct(name: $name, major: $major) {\n      name\n      major\n      version\n      title\n      description\n      status\n      context\n      standing\n      position\n      quarantined\n      lastEventAt\n      key\n      graphqlType\n      owner {\n        team\n        contact\n      }\n      deprecation {\n        since\n        sunset\n        use\n      }\n      access {\n        effect\n        rule\n        because\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ProductHeadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Me {\n    me {\n      id\n      roles\n      teams\n      purposes\n      purpose\n    }\n  }\n"): typeof import('./graphql.ts').MeDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
