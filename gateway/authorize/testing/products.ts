import { anyone, nobody, role, type Rule } from "@datamesh/kernel/policy";
import {
  type FieldDescriptor,
  graphqlNames,
  type LinkDescriptor,
  type ProductDescriptor,
  relationName,
} from "@datamesh/kernel/product";

type Field = Partial<FieldDescriptor> & Pick<FieldDescriptor, "name">;

interface Declared {
  readonly context: string;
  readonly team: string;
  readonly name: string;
  readonly major?: number;
  readonly key: string;
  readonly fields: readonly Field[];
  readonly links?: readonly LinkDescriptor[];
  readonly read?: Rule;
  readonly unmask?: Rule;
  readonly hidden?: true;
}

/** A descriptor as a context registers it, with what does not matter here filled in. */
export function product(declared: Declared): ProductDescriptor {
  const { name, major = 1, context, team, key, links = [], read = anyone, unmask = nobody } = declared;
  return {
    name,
    version: `${major}.0.0`,
    major,
    title: name,
    description: `The ${name}.`,
    context,
    owner: { team, contact: `${team}@bank.example` },
    key,
    fields: declared.fields.map(field),
    inputs: [],
    links,
    sla: { latencyP95: "100ms", freshness: "1m", availability: "99.9%", completeness: "100%" },
    policy: {
      read,
      unmask,
      purposes: ["reporting"],
      retention: "7y",
      compliance: [],
      ...(declared.hidden && { hidden: true }),
    },
    fingerprint: "0".repeat(32),
    relation: relationName(name, major),
    graphql: graphqlNames(name, major),
  };
}

function field(declared: Field): FieldDescriptor {
  return {
    type: { name: "text" },
    description: declared.name,
    optional: true,
    classification: "internal",
    indexed: false,
    ...declared,
  };
}

const key = (name: string): Field => ({ name, type: { name: "id" }, optional: false });

/** Masked names, and an income only for risk. */
export const customerProfiles = product({
  context: "customers",
  team: "customer-team",
  name: "customer-profiles",
  key: "customerId",
  fields: [
    key("customerId"),
    { name: "fullName", classification: "personal", mask: "initials" },
    { name: "country" },
    { name: "income", type: { name: "int" }, read: role("risk") },
  ],
  unmask: role("compliance"),
});

export const customerCreditScores = product({
  context: "credit-oracle",
  team: "credit-risk",
  name: "customer-credit-scores",
  major: 2,
  key: "customerId",
  fields: [key("customerId"), { name: "score", type: { name: "int" } }],
  links: [{ name: "customer", product: "customer-profiles@1", by: "customerId", key: "customerId" }],
  read: role("analyst"),
});

/** Of the same context as the applications they handle, and closed to nearly everybody. */
export const loanOfficers = product({
  context: "lending",
  team: "lending-team",
  name: "loan-officers",
  key: "officerId",
  fields: [key("officerId"), { name: "handled", type: { name: "int" } }],
  read: role("compliance"),
});

export const loanApplications = product({
  context: "lending",
  team: "lending-team",
  name: "loan-applications",
  key: "applicationId",
  fields: [
    key("applicationId"),
    { name: "amount", type: { name: "int" } },
    { name: "officerId", type: { name: "id" } },
    { name: "customerId", type: { name: "id" } },
  ],
  links: [
    { name: "officer", product: "loan-officers@1", by: "officerId", key: "officerId" },
    { name: "customer", product: "customer-profiles@1", by: "customerId", key: "customerId" },
  ],
  read: role("analyst"),
});

export const PRODUCTS = [customerProfiles, customerCreditScores, loanOfficers, loanApplications];
