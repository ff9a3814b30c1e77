import {
  anyone,
  type Context,
  context,
  type DataProduct,
  dataProduct,
  event,
  id,
  type Policy,
  text,
  upstream,
  z,
} from "@datamesh/kernel";

/** The schema of a subgraph that says nothing. */
export const SAMPLE_SDL = "type Query { ping: Boolean }";

const Happened = event("SOMETHING_HAPPENED", {
  description: "Something.",
  data: { id: z.string(), name: z.string() },
});

const declaredParts = {
  version: "1.0.0",
  owner: { team: "a-team", contact: "a-team@datamesh.example" },
  description: "A sample.",
  key: "personId",
  sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
} as const;

const POLICY: Policy = {
  read: anyone,
  unmask: anyone,
  purposes: ["testing"],
  retention: "1y",
  compliance: [],
};

/** A product of people, whose name is personal. */
export function people(
  change: { name?: string; policy?: Partial<Policy>; description?: string } = {},
): DataProduct {
  return dataProduct({
    ...declaredParts,
    name: change.name ?? "people",
    description: change.description ?? "Who there is.",
    fields: {
      personId: id().subject().describe("The person"),
      fullName: text().personal({ mask: "initials" }).describe("What the person is called"),
      country: text().describe("Where the person lives"),
    },
    from: ({ on }) => [on(Happened, () => undefined)],
    policy: { ...POLICY, ...change.policy },
  });
}

/** The same without the country. */
export function peopleWithoutCountry(): DataProduct {
  const { country: _country, ...fields } = people().fields;
  return Object.freeze({ ...people(), fields });
}

/** A product that takes the country of people, as its contract says it is. */
export function visits(
  contract = { key: "personId", fields: { personId: id().subject(), country: text() } },
): DataProduct {
  return dataProduct({
    ...declaredParts,
    name: "visits",
    key: "visitId",
    fields: {
      visitId: id().describe("The visit"),
      personId: id().subject().describe("Who came"),
      country: contract.fields.country.optional().describe("Where from"),
    },
    from: ({ on, join }) => [
      on(Happened, () => undefined),
      join(upstream("people@1", { ...contract, key: contract.key as "personId" }), {
        by: "personId",
        take: { country: "country" },
      }),
    ],
    policy: POLICY,
  });
}

/** A product that takes the personal name of people for one that is not. */
export function guestList(): DataProduct {
  return dataProduct({
    ...declaredParts,
    name: "guest-list",
    fields: {
      personId: id().subject().describe("Who came"),
      guest: text().optional().describe("What the guest is called"),
    },
    from: ({ on, join }) => [
      on(Happened, () => undefined),
      join(
        upstream("people@1", { key: "personId", fields: { personId: id().subject(), fullName: text() } }),
        {
          by: "personId",
          take: { guest: "fullName" },
        },
      ),
    ],
    policy: POLICY,
  });
}

/** A context of these products. */
export const sampleContext = (name: string, ...products: readonly DataProduct[]): Context =>
  context({ name, owner: declaredParts.owner, events: [Happened], products });
