import { describe as descriptorOf } from "@datamesh/kernel/product";
import { people, sampleContext } from "../testing/samples.ts";
import { searchWords } from "./searchWords.ts";

it("names are found as they are and by their parts", () => {
  const product = people({ name: "people-of-interest" });
  expect(searchWords(descriptorOf(sampleContext("registry", product), product))).toEqual({
    nameWords: "people of interest People Of Interest",
    ownerWords: "a team registry testing",
    fieldWords: "personId person Id fullName full Name country",
    descriptionWords: "Who there is The person What the person is called Where the person lives",
  });
});
