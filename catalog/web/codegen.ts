import type { CodegenConfig } from "@graphql-codegen/cli";

/** `npm run codegen`: types of the operations of the application, from the schema that the gateway serves. */
const config: CodegenConfig = {
  schema: "examples/frontend/schema.graphql",
  documents: ["catalog/web/src/**/*.ts", "catalog/web/src/**/*.tsx", "!catalog/web/src/generated/**"],
  generates: {
    "catalog/web/src/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        onlyOperationTypes: true,
        enumsAsTypes: true,
        useTypeImports: true,
        importExtension: ".ts",
        scalars: { BigInt: "string", Date: "string", DateTime: "string", Decimal: "string" },
      },
    },
  },
};

export default config;
