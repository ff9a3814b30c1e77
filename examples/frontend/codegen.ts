import type { CodegenConfig } from "@graphql-codegen/cli";

/** `npm run codegen`: types of the operations in this folder, from the schema that `datamesh schema` prints. */
const config: CodegenConfig = {
  schema: "examples/frontend/schema.graphql",
  documents: ["examples/frontend/*.ts", "!examples/frontend/codegen.ts"],
  generates: {
    "examples/frontend/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        importExtension: ".ts",
        scalars: { BigInt: "string", Date: "string", DateTime: "string", Decimal: "string" },
      },
    },
  },
};

export default config;
