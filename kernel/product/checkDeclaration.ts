import { parseDuration } from "../duration.ts";
import type { DataProduct } from "./dataProduct.ts";
import { deprecationProblems } from "./deprecationProblems.ts";
import { foldProblems } from "./foldProblems.ts";
import { graphqlNames, KEBAB, parseProductRef } from "./names.ts";

const SEMVER = /^[1-9]\d*\.\d+\.\d+$/;
const FIELD_NAME = /^[a-z][a-zA-Z0-9]*$/;
const RESERVED = new Set(["id", "node"]);
const MOST_GENERATIONS = 100;
/** What a history tells beside the fields. */
const OF_HISTORY = new Set(["position", "removed", "input", "inputPosition"]);

/** Throws TypeError with every problem of a declaration, each on a line of its own. */
export function checkDeclaration(product: DataProduct): void {
  const problems = [
    ...nameProblems(product),
    ...fieldProblems(product),
    ...inputProblems(product),
    ...foldProblems(product),
    ...linkProblems(product),
    ...policyProblems(product),
    ...deprecationProblems(product),
  ];
  if (problems.length === 0) return;
  throw new TypeError(
    `data product "${product.name}" cannot be declared:\n${problems.map((p) => `- ${p}`).join("\n")}`,
  );
}

function nameProblems({ name, version, description, owner }: DataProduct): string[] {
  const problems: string[] = [];
  if (!KEBAB.test(name)) problems.push(`name must be lower-case words joined by hyphens`);
  if (!SEMVER.test(version)) problems.push(`version "${version}" is not of the form MAJOR.MINOR.PATCH`);
  const { one, many } = graphqlNames(name, 1);
  if (one === many)
    problems.push(`name "${name}" is the same in singular and plural: one row and many need two`);
  if (description.trim() === "") problems.push("description is missing");
  if (owner.team.trim() === "" || owner.contact.trim() === "") problems.push("owner needs team and contact");
  return problems;
}

function fieldProblems({ key, fields }: DataProduct): string[] {
  const problems: string[] = [];
  const keySpec = fields[key]?.spec;
  if (keySpec === undefined) problems.push(`key "${key}" is not a field`);
  else if (keySpec.type.name !== "id" || keySpec.optional || keySpec.mask !== undefined || keySpec.read) {
    problems.push(`key "${key}" must be an id() that is neither optional, personal nor restricted`);
  }
  for (const [name, { spec }] of Object.entries(fields)) {
    if (!FIELD_NAME.test(name)) problems.push(`field "${name}" must be camelCase`);
    if (OF_HISTORY.has(name)) problems.push(`field "${name}" is reserved by the product's history`);
    if (RESERVED.has(name)) problems.push(`field "${name}" is reserved by GraphQL's global identification`);
    if (spec.classification === "identifier" && spec.type.name !== "id")
      problems.push(`field "${name}": only an id() can name a subject`);
  }
  return problems;
}

function inputProblems({ from, fields, key }: DataProduct): string[] {
  const problems: string[] = [];
  if (!from.some((input) => input.kind !== "join")) problems.push("from needs at least one kind of event");
  for (const input of from) {
    if (input.kind !== "join") continue;
    const where = `join with ${input.upstream.product}`;
    if (fields[input.by] === undefined) problems.push(`${where}: by "${input.by}" is not a field`);
    for (const [local, remote] of Object.entries(input.take)) {
      const [mine, theirs] = [fields[local]?.spec, input.upstream.fields[remote]?.spec];
      if (mine === undefined || local === key)
        problems.push(`${where}: "${local}" is not a field it can fill`);
      else if (theirs === undefined)
        problems.push(`${where}: "${remote}" is not in the contract relied upon`);
      else if (!mine.optional)
        problems.push(`${where}: "${local}" must be optional, there may be no such row`);
      else if (JSON.stringify(mine.type) !== JSON.stringify(theirs.type)) {
        problems.push(`${where}: "${local}" and "${remote}" differ in type`);
      } else if (theirs.classification === "personal" && mine.classification !== "personal") {
        problems.push(`${where}: "${local}" derives from a personal field and must be personal`);
      }
    }
  }
  return problems;
}

function linkProblems({ links, fields }: DataProduct): string[] {
  return Object.entries(links).flatMap(([name, { product, by }]) => {
    parseProductRef(product);
    const problems: string[] = [];
    if (fields[name] !== undefined || RESERVED.has(name)) problems.push(`link "${name}" hides a field`);
    if (fields[by]?.spec.type.name !== "id") problems.push(`link "${name}": by "${by}" is not an id() field`);
    return problems;
  });
}

function policyProblems({ policy, sla, keepGenerations }: DataProduct): string[] {
  const problems: string[] = [];
  if (!Number.isInteger(keepGenerations) || keepGenerations < 1 || keepGenerations > MOST_GENERATIONS) {
    problems.push(`keepGenerations must be a whole number from 1 to ${MOST_GENERATIONS}`);
  }
  if (policy.purposes.length === 0) problems.push("policy.purposes is empty");
  for (const [what, duration] of [
    ["policy.retention", policy.retention],
    ["sla.latencyP95", sla.latencyP95],
    ["sla.freshness", sla.freshness],
    ["sla.heartbeat", sla.heartbeat],
  ] as const) {
    if (duration !== undefined && !isDuration(duration))
      problems.push(`${what} "${duration}" is not a duration such as 100ms, 1m or 7y`);
  }
  for (const share of [sla.availability, sla.completeness]) {
    if (!/^(100|\d{1,2}(\.\d+)?)%$/.test(share)) problems.push(`"${share}" is not a share such as 99.9%`);
  }
  return problems;
}

function isDuration(value: string): boolean {
  try {
    return parseDuration(value) > 0;
  } catch {
    return false;
  }
}
