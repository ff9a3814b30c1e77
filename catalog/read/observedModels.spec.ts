import type { NamedModel } from "@datamesh/kernel/lineage";
import { observedModels } from "./observedModels.ts";
import type { LineageProduct } from "./productLineage.ts";

const product = (name: string, context: string, ...fields: readonly string[]): LineageProduct => ({
  name,
  major: 1,
  version: "1.0.0",
  title: name,
  context,
  owner: { team: "a-team", contact: "a-team@datamesh.example" },
  status: "ACTIVE",
  inputs: [],
  fields: fields.map((field) => ({ name: field, classification: "internal" })),
});
const products = [
  product("inferences", "models", "modelName", "modelVersion"),
  product("forecasts", "models", "modelName", "modelVersion"),
  product("guesses", "weather", "modelName", "modelVersion"),
  product("profiles", "customers", "modelName"),
];
const model = (id: string, of: string): NamedModel => ({ id, product: `${of}@1` });

describe("models that were observed", () => {
  const ask = async (told: Readonly<Record<string, readonly NamedModel[] | null>>) => {
    const asked: string[] = [];
    const found = await observedModels(products, {
      models: (context) => {
        asked.push(context);
        return Promise.resolve(told[context] ?? null);
      },
    });
    return { asked, found };
  };

  it("are asked of contexts whose contracts say that rows name them, once each", async () => {
    expect((await ask({})).asked).toEqual(["models", "weather"]);
  });

  it("are told as far as contexts answer", async () => {
    const told = [model("a-v1", "inferences"), model("b-v1", "forecasts")];
    expect((await ask({ models: told, weather: null })).found).toEqual(told);
    expect((await ask({})).found).toEqual([]);
  });

  it("are none of a product whose contract does not say so", async () => {
    const told = [model("a-v1", "profiles"), model("b-v1", "nowhere"), model("c-v1", "guesses")];
    expect((await ask({ weather: told })).found).toEqual([model("c-v1", "guesses")]);
  });
});
