import { CONTEXTS, customers } from "../subgraphs/index.ts";
import { examplesFor } from "./examples.ts";

test("a mesh of all contexts shows an example to every persona", () => {
  expect(examplesFor(CONTEXTS).map(({ persona }) => persona)).toEqual([
    "analyst",
    "frontend",
    "owner",
    "compliance",
  ]);
});

test("a mesh shows no example that asks for products of others", () => {
  expect(examplesFor([customers]).map(({ persona }) => persona)).toEqual(["owner"]);
  expect(examplesFor([])).toEqual([]);
});
