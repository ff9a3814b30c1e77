import { customers } from "../../subgraphs/index.ts";
import { targetsNamed } from "./replayTarget.ts";

it("a product that is named twice is one", () => {
  const names = ["customer-profiles@1", "customer-profiles", "customer-profiles@1"];
  expect(targetsNamed([customers], names).map(({ ref }) => ref)).toEqual(["customer-profiles@1"]);
});
