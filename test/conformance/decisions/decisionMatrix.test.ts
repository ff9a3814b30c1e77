import { type Consumer, decide, type DecisionRequest } from "@datamesh/kernel/policy";
import { describe as describeProduct, productRef } from "@datamesh/kernel/product";
import { CONTEXTS } from "../../../subgraphs/index.ts";
import { type Case, referenceDecision } from "./referenceDecision.ts";
import { type GovernedProduct, SYNTHETIC } from "./syntheticPolicies.ts";

const ROLES = [
  [],
  ["analyst"],
  ["frontend"],
  ["compliance"],
  ["analyst", "team:customers"],
  ["team:lending"],
  ["analyst", "compliance", "team:customers", "team:credit-risk", "team:machine-learning", "team:lending"],
];
const SCOPES = [[], ["reports.read"], ["reports.read", "reports.write"]];
const IDS = ["ada", "svc-oracle"];
const DECLARED = [undefined, "compliance", "reporting", "marketing"];
const ENTITLED = [
  undefined,
  [],
  ["compliance"],
  ["marketing"],
  ["compliance", "reporting"],
  ["workforce-planning", "model-monitoring", "customer-service"],
];

const consumers: readonly Consumer[] = ROLES.flatMap((roles) =>
  SCOPES.flatMap((scopes) =>
    IDS.flatMap((id) =>
      DECLARED.flatMap((purpose) =>
        ENTITLED.map((purposes) => ({
          id,
          roles,
          scopes,
          ...(purpose !== undefined && { purpose }),
          ...(purposes !== undefined && { purposes }),
        })),
      ),
    ),
  ),
);

const products: readonly GovernedProduct[] = [
  ...CONTEXTS.flatMap((context) =>
    context.products.map((product) => {
      const { name, major, policy, fields } = describeProduct(context, product);
      return { name: productRef(name, major), policy, fields };
    }),
  ),
  ...SYNTHETIC,
];

function* requests({ policy, fields }: GovernedProduct): Iterable<DecisionRequest> {
  for (const consumer of consumers) {
    for (const action of ["read", "write"] as const) {
      for (const field of [undefined, ...fields]) {
        yield { action, policy, consumer, ...(field && { field }) };
      }
    }
  }
}

const expected = ({ action, policy, field, consumer }: DecisionRequest) =>
  referenceDecision({ action, product: policy, field, holder: consumer } as Case);

describe("decide() and the reference evaluator agree for every role, scope, purpose, consumer, action and field", () => {
  it.each(products.map((each) => [each.name, each] as const))("of %s", (_name, product) => {
    const different: unknown[] = [];
    let count = 0;
    for (const request of requests(product)) {
      const { effect, purpose } = decide(request);
      const reference = expected(request);
      count += 1;
      if (effect !== reference.effect || purpose !== reference.purpose) {
        different.push({ request, decided: { effect, purpose }, reference });
      }
    }
    expect(different.slice(0, 3)).toEqual([]);
    expect(count).toBe(consumers.length * 2 * (product.fields.length + 1));
  });

  it("and every effect occurs among them, for reading and for writing", () => {
    const effects = new Set<string>();
    for (const product of products) {
      for (const request of requests(product)) effects.add(`${request.action} ${decide(request).effect}`);
    }
    expect([...effects].toSorted()).toEqual([
      "read allow",
      "read deny",
      "read mask",
      "write allow",
      "write deny",
    ]);
  });
});

describe("every decision says why", () => {
  it("in words, the same for the same consumer, and with what is missing where it does not allow", () => {
    for (const product of products) {
      for (const request of requests(product)) {
        const { effect, rule, because } = decide(request);
        if (rule === "" || because === "") throw new Error(`no words for ${JSON.stringify(request)}`);
        const isRefusal = /^(missing |nobody may)/.test(because);
        if (isRefusal !== (effect !== "allow")) throw new Error(`${effect} because ${because}`);
      }
    }
    expect(products.length).toBeGreaterThan(10);
  });
});
