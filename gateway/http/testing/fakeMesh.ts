import { buildSchema, graphql, print } from "graphql";
import type { Answer, Mesh, Operation, RequestContext } from "../../types.ts";
import type { CurrentMesh } from "../meshGateway.ts";

/** What a mesh in a test was asked. */
export interface Asked {
  readonly operation: Operation;
  readonly context: RequestContext;
}

const SDL = `
  type Query { score(id: ID!): Int, customer: Customer, whoami: String }
  type Customer { name: String, friend: Customer }
`;

/**
 * A mesh over a schema of its own that remembers what it was asked. It answers `{ whoami }` with the consumer,
 * introspection as GraphQL does, and whatever `answer` says instead.
 */
export function fakeMesh({ sdl = SDL, answer }: { sdl?: string; answer?: Mesh["answer"] } = {}) {
  const apiSchema = buildSchema(sdl);
  const asked: Asked[] = [];
  const execute: Mesh["answer"] = async ({ document, operationName, variables }, { consumer }) => {
    const result = await graphql({
      schema: apiSchema,
      source: print(document),
      operationName,
      variableValues: variables,
      rootValue: { whoami: consumer.id },
    });
    const errors = result.errors?.map((each) => each.toJSON()) ?? [];
    return { data: result.data ?? null, errors, withheld: [], accesses: [] };
  };
  const mesh: Mesh = {
    supergraphSdl: sdl,
    apiSchema,
    visibleSchema: () => ({ schema: apiSchema, key: "" }),
    answer: (operation, context) => {
      asked.push({ operation, context });
      return (answer ?? execute)(operation, context);
    },
    products: [],
    productsOf: () => undefined,
    append: () => Promise.reject(new TypeError("this mesh takes no events")),
  };
  return Object.assign(mesh, { asked });
}

/** An answer with data, and what else is given. */
export function answerWith(parts: Partial<Answer>): Mesh["answer"] {
  return () => Promise.resolve({ data: null, errors: [], withheld: [], accesses: [], ...parts });
}

/** A current mesh that a test sets, and whose listeners it can count. */
export interface MeshInPlace extends CurrentMesh {
  put(next: Mesh | undefined): void;
  listening(): number;
}

/** A place for the current mesh that a test can change. */
export function meshInPlace(first: Mesh | undefined): MeshInPlace {
  const listeners = new Set<() => void>();
  let mesh = first;
  return {
    current: () => mesh,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    put: (next) => {
      mesh = next;
      for (const listener of listeners) listener();
    },
    listening: () => listeners.size,
  };
}
