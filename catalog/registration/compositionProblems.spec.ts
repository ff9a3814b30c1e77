import { memoryCatalog } from "../testing/memoryCatalog.ts";
import { people, SAMPLE_SDL, sampleContext } from "../testing/samples.ts";
import { compositionProblems, type Composes } from "./compositionProblems.ts";
import { describeContext } from "./registration.ts";

/** Every schema that speaks of evil is a problem, named after its context. */
const composes: Composes = async (subgraphs) =>
  subgraphs.filter(({ sdl }) => sdl.includes("evil")).map(({ name }) => `${name} is evil`);

const EVIL = "type Query { evil: Boolean }";
const offered = (name: string, sdl: string) => ({ context: describeContext(sampleContext(name)), sdl });

test("a registration is tried out with what the others have registered, in place of what it was", async () => {
  const catalog = memoryCatalog();
  await catalog.register(sampleContext("registry", people()));
  await catalog.register(sampleContext("shop"));
  const tried: string[] = [];
  await compositionProblems(await catalog.state(), offered("shop", "new"), async (subgraphs) => {
    tried.push(...subgraphs.map(({ name, sdl, products }) => `${name} ${products.length} ${sdl}`));
    return [];
  });
  expect(tried).toEqual([`registry 1 ${SAMPLE_SDL}`, "shop 0 new"]);
});

test("a registration that does not compose has the problems, whether it is the first or a later one", async () => {
  const catalog = memoryCatalog();
  await catalog.register(sampleContext("registry", people()));
  const state = await catalog.state();
  expect(await compositionProblems(state, offered("shop", EVIL), composes)).toEqual(["shop is evil"]);
  expect(await compositionProblems(state, offered("registry", EVIL), composes)).toEqual(["registry is evil"]);
});

test("what is wrong among the others is not held against it", async () => {
  const catalog = memoryCatalog();
  await catalog.register(sampleContext("registry"), EVIL);
  const state = await catalog.state();
  expect(await compositionProblems(state, offered("shop", SAMPLE_SDL), composes)).toEqual([]);
  expect(await compositionProblems(state, offered("shop", EVIL), composes)).toEqual(["shop is evil"]);
  expect(await compositionProblems(state, offered("registry", SAMPLE_SDL), composes)).toEqual([]);
});

test("a problem that would be there without it counts when it is what keeps that away now", async () => {
  const catalog = memoryCatalog();
  await catalog.register(sampleContext("registry"), "type Query { needed: Boolean }");
  await catalog.register(sampleContext("shop"));
  const needy: Composes = async (subgraphs) =>
    subgraphs.some(({ sdl }) => sdl.includes("needed")) ? [] : ["shop lacks needed"];
  expect(await compositionProblems(await catalog.state(), offered("registry", SAMPLE_SDL), needy)).toEqual([
    "shop lacks needed",
  ]);
});
