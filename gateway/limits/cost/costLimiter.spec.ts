import { buildSchema, parse } from "graphql";
import { costLimiter, costViolation } from "./costLimiter.ts";
import { DEFAULT_COSTS } from "./costSettings.ts";

const meshOf = (sdl: string) => ({ apiSchema: buildSchema(sdl), supergraphSdl: sdl });

describe("the limit of cost", () => {
  const findCost = costLimiter(DEFAULT_COSTS, { cost: 10 });
  const operation = { document: parse("{ rows { a } }"), variables: {} };

  it("accepts a cost up to it, and refuses a higher one with both figures", () => {
    expect(costViolation({ estimated: 10, accepted: 10 })).toBeUndefined();
    expect(costViolation({ estimated: 11, accepted: 10 })).toMatchObject({
      limit: "cost",
      code: "COST_LIMIT_EXCEEDED",
      accepted: 10,
      actual: 11,
    });
  });

  it("is held against the schema of the mesh that is current", () => {
    const [list, object] = [
      meshOf("type Query { rows: [Row] } type Row { a: Int }"),
      meshOf("type Query { rows: Row } type Row { a: Int }"),
    ];
    expect(findCost(list, operation)).toEqual({ estimated: 30, accepted: 10 });
    expect(findCost(object, operation)).toEqual({ estimated: 3, accepted: 10 });
  });
});
