import { contextNameProblems, productNameProblems } from "./nameProblems.ts";
import { contextWords, pluralOf, productWords } from "./words.ts";

const TAKEN = { contexts: ["lending"], products: ["loan-officers"] };

describe("the parts of something new", () => {
  it("are named after it", () => {
    expect(productWords("branch-offices")).toEqual({
      name: "branch-offices",
      identifier: "branchOffices",
      key: "branchOfficeId",
      eventType: "BRANCH_OFFICE_RECORDED",
      eventIdentifier: "BranchOfficeRecorded",
      one: "branch office",
    });
    expect(contextWords("branch-network", productWords("visits"))).toEqual({
      name: "branch-network",
      identifier: "branchNetwork",
      ownerIdentifier: "branchNetworkTeam",
    });
    expect(pluralOf("branch-office")).toBe("branch-offices");
  });

  it("never have one name: a context named like its product gets another constant", () => {
    expect(contextWords("visits", productWords("visits")).identifier).toBe("visitsContext");
  });
});

describe("the name of a new product", () => {
  it.each([
    ["Visits", "lower-case words joined by hyphens"],
    ["visits-", "lower-case words joined by hyphens"],
    ["../visits", "lower-case words joined by hyphens"],
    ["a".repeat(37), "longer than 36 characters"],
    ["timestamp", "has another meaning in the sources"],
    ["events", "a product cannot be named events"],
    ["news", "has no plural that differs"],
    ["loan-officers", "there is a product loan-officers already"],
    ["loan-officer", "would be LoanOfficerV1 in GraphQL, as loan-officers is"],
  ])("cannot be %s", (name, why) => {
    expect(productNameProblems(name, TAKEN)).toEqual([expect.stringContaining(why)]);
  });

  it("can be any other", () => {
    expect(productNameProblems("branch-offices", TAKEN)).toEqual([]);
  });
});

describe("the name of a new context", () => {
  it.each([
    ["New", "lower-case words joined by hyphens"],
    ["new", "has another meaning in the sources"],
    ["catalog", "a context cannot be named catalog"],
    ["pg-things", "a context cannot be named pg-things"],
    ["lending", "there is a context lending already"],
  ])("cannot be %s", (name, why) => {
    expect(contextNameProblems(name, TAKEN)).toEqual([expect.stringContaining(why)]);
  });

  it("can be any other", () => {
    expect(contextNameProblems("branch-network", TAKEN)).toEqual([]);
  });
});
